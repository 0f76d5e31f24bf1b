package dev.firebreak.testkit.service.iam.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.iam.IamUser;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * A credential of a user that is neither an access key, a password nor an MFA device.
 *
 * @param id its unique id, by whose first four letters AWS tells the kinds
 * @param kind what it is
 * @param user whose it is
 * @param active whether it may be used
 * @param created when it was uploaded or made
 * @param details what the kind has beside that, without secrets
 * @param secret the secret, which is shown once; empty when there is none
 */
public record UserCredential(
        String id,
        Kind kind,
        IamUser user,
        boolean active,
        Instant created,
        Map<String, String> details,
        String secret) {

    /** The kinds. */
    public enum Kind {
        SSH_KEY,
        SIGNING_CERTIFICATE,
        SERVICE_SPECIFIC
    }

    StatusType status() {
        return active ? StatusType.ACTIVE : StatusType.INACTIVE;
    }

    String detail(String name) {
        return details.getOrDefault(name, "");
    }

    UserCredential withActive(boolean now) {
        return new UserCredential(id, kind, user, now, created, details, secret);
    }

    UserCredential withSecret(String renewed) {
        return new UserCredential(id, kind, user, active, created, details, renewed);
    }

    ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind.name())
                .put("user", user.name())
                .put("status", String.valueOf(status()))
                .put("created", created.toString());
        new TreeMap<>(details).forEach(node::put);
        return node;
    }
}
