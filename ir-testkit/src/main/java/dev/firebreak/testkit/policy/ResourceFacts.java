package dev.firebreak.testkit.policy;

import java.util.Map;
import java.util.Optional;

/**
 * What a service knows of one of its resources, for whoever judges a call about it.
 *
 * @param accountId the account that owns it; empty when the ARN or the call says so
 * @param policy its policy
 * @param tags its tags
 * @param ownersOnly whether other accounts are shut out whatever the policy says, as by the block of public access
 */
public record ResourceFacts(
        String accountId, Optional<ResourcePolicy> policy, Map<String, String> tags, boolean ownersOnly) {
    /** Nothing is known. */
    public static final ResourceFacts NONE = new ResourceFacts("", Optional.empty(), Map.of(), false);

    /** A resource with these tags. */
    public static ResourceFacts tagged(Map<String, String> tags) {
        return new ResourceFacts("", Optional.empty(), Map.copyOf(tags), false);
    }

    /** A resource with this policy. */
    public static ResourceFacts guarded(ResourcePolicy policy, Map<String, String> tags) {
        return new ResourceFacts("", Optional.of(policy), Map.copyOf(tags), false);
    }
}
