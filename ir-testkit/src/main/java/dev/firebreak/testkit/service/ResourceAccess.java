package dev.firebreak.testkit.service;

import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.Decision.Outcome;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.ResourcePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Judges the policy on a resource such as a queue, a topic or an event bus: an explicit Deny holds against everyone, and who is
 * not of the owner's account needs an Allow.
 *
 * <p>The identity policies of the caller are not judged here.
 */
public final class ResourceAccess {
    private ResourceAccess() {}

    /**
     * What the policy says of this action; a policy that says nothing denies implicitly.
     *
     * @param document the policy; null or empty when the resource has none
     */
    public static Outcome judge(@Nullable String document, Requester requester, String action, String resource) {
        if (document == null || document.isEmpty()) {
            return Outcome.IMPLICIT_DENY;
        }
        var request = new AccessRequest(
                requester.principal(), action, new AccessRequest.Resource(resource, ""), requester.context());
        return PolicyEvaluation.ofResource(request, ResourcePolicy.of(resource, document));
    }

    /** Whether the requester may act on a resource of this account. */
    public static boolean permits(
            @Nullable String document, Requester requester, String action, String resource, String ownerAccount) {
        Outcome outcome = judge(document, requester, action, resource);
        return outcome == Outcome.ALLOWED
                || (outcome == Outcome.IMPLICIT_DENY && requester.accountId().equals(ownerAccount));
    }
}
