package dev.firebreak.testkit.service.iam.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The server certificates and the identity providers of an account. */
final class IdentityProviders implements ServiceState {
    private final SortedMap<String, Saml> saml = new TreeMap<>();
    private final SortedMap<String, Oidc> oidc = new TreeMap<>();
    private final SortedMap<String, ServerCertificateFile> certificates = new TreeMap<>();

    private IdentityProviders() {}

    /** A SAML provider. */
    record Saml(String uuid, String metadata, Instant created, SortedMap<String, String> tags) {
        Saml withMetadata(String replacement) {
            return new Saml(uuid, replacement, created, tags);
        }
    }

    /** An OpenID Connect provider. */
    record Oidc(
            String url,
            List<String> clients,
            List<String> thumbprints,
            Instant created,
            SortedMap<String, String> tags) {

        Oidc withClients(List<String> replacement) {
            return new Oidc(url, List.copyOf(replacement), thumbprints, created, tags);
        }

        Oidc withThumbprints(List<String> replacement) {
            return new Oidc(url, clients, List.copyOf(replacement), created, tags);
        }
    }

    /** A server certificate. */
    record ServerCertificateFile(
            String id,
            String path,
            String body,
            String chain,
            Instant uploaded,
            Instant expires,
            SortedMap<String, String> tags) {

        ServerCertificateFile withPath(String replacement) {
            return new ServerCertificateFile(id, replacement, body, chain, uploaded, expires, tags);
        }
    }

    static IdentityProviders of(Account account) {
        return account.state(IdentityProviders.class, made -> new IdentityProviders());
    }

    /** By ARN. */
    SortedMap<String, Saml> saml() {
        return saml;
    }

    /** By ARN. */
    SortedMap<String, Oidc> oidc() {
        return oidc;
    }

    /** By name. */
    SortedMap<String, ServerCertificateFile> certificates() {
        return certificates;
    }

    @Override
    public JsonNode snapshot() {
        var node = JsonNodeFactory.instance.objectNode();
        for (Map<String, ? extends Record> all : List.of(saml, oidc, certificates)) {
            all.forEach((name, value) -> node.put(name, value.toString()));
        }
        return node;
    }
}
