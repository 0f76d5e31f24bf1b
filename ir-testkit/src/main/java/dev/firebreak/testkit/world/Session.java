package dev.firebreak.testkit.world;

import java.time.Instant;

/**
 * Temporary credentials: what STS issued, to whom, when, and until when.
 *
 * @param accessKeyId the access key id, {@code ASIA...}
 * @param secret the secret access key
 * @param token the session token
 * @param issued when it was issued: {@code aws:TokenIssueTime}
 * @param expires when it ends
 * @param caller the identity that it gives
 * @param context the session's name, source identity and whether MFA was used
 */
public record Session(
        String accessKeyId,
        String secret,
        String token,
        Instant issued,
        Instant expires,
        Caller caller,
        Context context) {

    /**
     * What a session carries beside its identity.
     *
     * @param sourceIdentity {@code aws:SourceIdentity}, which survives role chaining; empty when not set
     * @param multiFactor whether the session was made with MFA
     * @param policy the session policy; empty when none was given
     */
    public record Context(String sourceIdentity, boolean multiFactor, String policy) {
        /** A session with nothing of that. */
        public static final Context NONE = new Context("", false, "");
    }

    /** Whether the session has ended. */
    public boolean expiredAt(Instant now) {
        return !now.isBefore(expires);
    }
}
