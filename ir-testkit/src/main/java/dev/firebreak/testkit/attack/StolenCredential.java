package dev.firebreak.testkit.attack;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Credentials in an attacker's hands.
 *
 * @param credentials what to sign with
 * @param origin whence the attacker has them, such as {@code created for alice}
 * @param expires when they end; empty for a long-term key, and where the attacker does not know
 */
public record StolenCredential(AwsCredentials credentials, String origin, Optional<Instant> expires) {
    /** A long-term access key. */
    public static StolenCredential key(String accessKeyId, String secret, String origin) {
        return new StolenCredential(AwsBasicCredentials.create(accessKeyId, secret), origin, Optional.empty());
    }

    /** The credentials of a session. */
    public static StolenCredential session(AwsSessionCredentials credentials, String origin, Instant expires) {
        return new StolenCredential(credentials, origin, Optional.of(expires));
    }

    /** The access key id. */
    public String accessKeyId() {
        return credentials.accessKeyId();
    }

    @Override
    public String toString() {
        return accessKeyId() + " (" + origin
                + expires.map(end -> ", until " + end).orElse("") + ")";
    }
}
