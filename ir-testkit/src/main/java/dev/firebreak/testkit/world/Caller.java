package dev.firebreak.testkit.world;

import dev.firebreak.testkit.world.iam.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who signs a request: the identity behind an access key id.
 *
 * @param accountId the 12-digit id of the caller's account
 * @param type what kind of identity it is
 * @param arn the ARN that {@code GetCallerIdentity} answers
 * @param userId the unique id that {@code GetCallerIdentity} answers, such as {@code AIDA...} or {@code AROA...:session}
 * @param principalId the unique id of the user or role behind it; the account id for the root user
 * @param credential the key that signs
 */
public record Caller(
        String accountId,
        Type type,
        String arn,
        String userId,
        String principalId,
        @Nullable Credential credential) {

    /** An identity without credentials to sign with. */
    public Caller(String accountId, Type type, String arn, String userId, String principalId) {
        this(accountId, type, arn, userId, principalId, null);
    }

    /** The kinds of identities. */
    public enum Type {
        ROOT,
        USER,
        ROLE_SESSION,
        FEDERATED_USER
    }

    /**
     * What a signature is checked against.
     *
     * @param accessKeyId the access key id
     * @param secret the secret access key
     * @param active whether the key may sign: always for a session, which ends by its expiry
     * @param session the session of a temporary key; null for a long-term key
     */
    public record Credential(
            String accessKeyId,
            String secret,
            boolean active,
            @Nullable Session session) {}

    /** The root user of an account. */
    public static Caller root(String accountId) {
        return new Caller(accountId, Type.ROOT, "arn:aws:iam::" + accountId + ":root", accountId, accountId);
    }

    /** The session behind temporary credentials; empty for a long-term key. */
    public Optional<Session> session() {
        return Optional.ofNullable(credential).map(Credential::session);
    }

    /** The identity, signing with these credentials. */
    public Caller with(Credential signing) {
        return new Caller(accountId, type, arn, userId, principalId, signing);
    }
}
