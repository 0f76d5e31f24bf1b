package dev.firebreak.testkit.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All policies that bear on a request.
 *
 * @param identity those of the principal and its groups
 * @param boundary the permissions boundary
 * @param session those given with the session; present and empty when the session has none and so may do nothing by itself
 * @param serviceControl the levels of the organization, each of which must allow
 * @param resource the policy of the resource
 */
public record PolicySet(
        List<NamedPolicy> identity,
        Optional<NamedPolicy> boundary,
        Optional<List<NamedPolicy>> session,
        List<List<NamedPolicy>> serviceControl,
        Optional<ResourcePolicy> resource) {
    /** No policies at all. */
    public static final PolicySet NONE =
            new PolicySet(List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /** These identity-based policies. */
    public PolicySet withIdentity(List<NamedPolicy> policies) {
        return new PolicySet(policies, boundary, session, serviceControl, resource);
    }

    /** This permissions boundary. */
    public PolicySet withBoundary(Optional<NamedPolicy> policy) {
        return new PolicySet(identity, policy, session, serviceControl, resource);
    }

    /** These session policies. */
    public PolicySet withSession(Optional<List<NamedPolicy>> policies) {
        return new PolicySet(identity, boundary, policies, serviceControl, resource);
    }

    /** These levels of service control policies. */
    public PolicySet withServiceControl(List<List<NamedPolicy>> levels) {
        return new PolicySet(identity, boundary, session, levels, resource);
    }

    /** This policy of the resource. */
    public PolicySet withResource(Optional<ResourcePolicy> policy) {
        return new PolicySet(identity, boundary, session, serviceControl, policy);
    }

    /** Every policy. */
    public Stream<NamedPolicy> all() {
        return Stream.of(
                        identity.stream(),
                        boundary.stream(),
                        session.stream().flatMap(List::stream),
                        serviceControl.stream().flatMap(List::stream),
                        resource.map(ResourcePolicy::policy).stream())
                .flatMap(policies -> policies);
    }
}
