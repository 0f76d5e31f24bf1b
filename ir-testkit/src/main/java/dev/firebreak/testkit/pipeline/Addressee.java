package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.FakeService.Protocol;
import dev.firebreak.testkit.wire.WireRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes to, and from whom.
 *
 * @param accessKeyId the access key id; empty when the request is not signed
 * @param region the Region
 * @param service the signing name of the service; empty when nothing tells
 */
record Addressee(String accessKeyId, String region, String service) {
    private static final Pattern HOST =
            Pattern.compile("(?:.+?\\.)??([a-z0-9-]+)(?:\\.([a-z]{2}(?:-[a-z]+)+-\\d))?\\.amazonaws\\.com(?:\\.cn)?");

    private static final Set<Protocol> FORMS = EnumSet.of(Protocol.QUERY, Protocol.EC2_QUERY);

    /** By signature; by host where there is none; and at last by what the request asks for. */
    static Addressee of(WireRequest http, Map<String, FakeService> services, String defaultRegion) {
        Optional<CredentialScope> scope = CredentialScope.of(http);
        if (scope.isPresent()) {
            return new Addressee(
                    scope.get().accessKeyId(), scope.get().region(), scope.get().service());
        }
        Matcher host = HOST.matcher(http.host());
        if (host.matches()) {
            String region = Optional.ofNullable(host.group(2)).orElse(defaultRegion);
            return new Addressee("", region, host.group(1).replaceFirst("^s3-.*", "s3"));
        }
        return new Addressee("", defaultRegion, byContent(http, services));
    }

    private static String byContent(WireRequest http, Map<String, FakeService> services) {
        boolean mayBeForm =
                http.method().equals("POST") || http.parameter("Action").isPresent();
        Optional<String> action = mayBeForm && !http.path().matches("/.+")
                ? Optional.ofNullable(http.form().get("Action")).map(values -> values.get(0))
                : Optional.empty();
        return services.values().stream()
                .filter(service -> action.map(name -> FORMS.contains(service.protocol())
                                && service.operations().find(name).isPresent())
                        .orElse(service.protocol() == Protocol.REST_XML))
                .map(FakeService::signingName)
                .findFirst()
                .orElse("");
    }
}
