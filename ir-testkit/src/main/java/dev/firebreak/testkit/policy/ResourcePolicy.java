package dev.firebreak.testkit.policy;

import java.util.Map;

/**
 * The policy of a resource.
 *
 * @param type what messages call it
 * @param policy the policy
 * @param mustAllow whether nobody is let in whom it does not allow, not even by their own account's policies: so it is for KMS
 *     keys and for the trust policies of roles
 * @param ids the unique ids of the users and roles that it names, by ARN, as they were when it was written; empty when names are
 *     compared as they are
 */
public record ResourcePolicy(PolicyType type, NamedPolicy policy, boolean mustAllow, Map<String, String> ids) {
    /** A policy such as that of a bucket, queue or topic, beside which the account's own policies allow. */
    public static ResourcePolicy of(String resource, String document) {
        return new ResourcePolicy(PolicyType.RESOURCE, NamedPolicy.of(resource, "resource", document), false, Map.of());
    }

    /** The policy of a KMS key. */
    public static ResourcePolicy ofKey(String key, String document) {
        return new ResourcePolicy(PolicyType.RESOURCE, NamedPolicy.of(key, "resource", document), true, Map.of());
    }

    /** The trust policy of a role. */
    public static ResourcePolicy ofRole(String role, String document, Map<String, String> ids) {
        return new ResourcePolicy(PolicyType.ROLE_TRUST, NamedPolicy.of(role, "resource", document), true, ids);
    }
}
