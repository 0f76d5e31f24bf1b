package dev.firebreak.testkit.world.iam;

import dev.firebreak.testkit.world.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Temporary credentials: what STS issued, to whom, when, and until when.
 *
 * @param accessKeyId the access key id, {@code ASIA...}
 * @param secret the secret access key
 * @param token the session token
 * @param issued when it was issued: {@code aws:TokenIssueTime}
 * @param expires when it ends
 * @param caller the identity that it gives
 * @param context the session's source identity, policy and tags, and whether MFA was used
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
     * @param tags the session tags
     */
    public record Context(String sourceIdentity, boolean multiFactor, String policy, Tags tags) {
        /** A session with nothing of that. */
        public static final Context NONE = new Context("", false, "", Tags.NONE);
    }

    /**
     * The tags of a session, which are its {@code aws:PrincipalTag}s before those of the role.
     *
     * @param values the tags
     * @param transitive the keys of those that pass on to the sessions that this one assumes
     */
    public record Tags(Map<String, String> values, Set<String> transitive) {
        /** No tags. */
        public static final Tags NONE = new Tags(Map.of(), Set.of());

        public Tags {
            values = Map.copyOf(values);
            transitive = Set.copyOf(transitive);
        }
    }

    /** Whether the session has ended. */
    public boolean expiredAt(Instant now) {
        return !now.isBefore(expires);
    }
}
