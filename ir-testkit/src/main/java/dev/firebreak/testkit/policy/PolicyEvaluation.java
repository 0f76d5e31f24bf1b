package dev.firebreak.testkit.policy;

import dev.firebreak.testkit.policy.Decision.Match;
import dev.firebreak.testkit.policy.Decision.Outcome;
import dev.firebreak.testkit.policy.PrincipalElement.Closeness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges one request by all policies that bear on it.
 *
 * <p>See "Policy evaluation logic" in the IAM User Guide: an explicit Deny wins; service control policies, the permissions boundary and
 * session policies only narrow; within an account the resource's policy or the identity's allows, across accounts both must.
 */
public final class PolicyEvaluation {
    private final AccessRequest request;
    private final PolicySet policies;
    private final String action;
    private final List<Match> denials = new ArrayList<>();
    private final List<Match> grants = new ArrayList<>();

    private PolicyEvaluation(AccessRequest request, PolicySet policies) {
        this.request = request;
        this.policies = policies;
        this.action = request.action().toLowerCase(Locale.ROOT);
    }

    /** Judges a request. */
    public static Decision evaluate(AccessRequest request, PolicySet policies) {
        return new PolicyEvaluation(request, policies).decide();
    }

    /**
     * What a resource's policy alone says: denied, allowed, or nothing, whatever the policies of the principal say.
     *
     * @return {@code ALLOWED} also when it leaves it to the principal's account
     */
    public static Outcome ofResource(AccessRequest request, ResourcePolicy policy) {
        var evaluation = new PolicyEvaluation(request, PolicySet.NONE);
        Closeness named = evaluation.closeness(policy);
        if (!evaluation.denials.isEmpty()) {
            return Outcome.EXPLICIT_DENY;
        }
        return named == Closeness.NONE ? Outcome.IMPLICIT_DENY : Outcome.ALLOWED;
    }

    /** The denial by the resource control policies of the levels of an organization, each of which must allow; empty when they do. */
    public static Optional<Decision> ofResourceControl(AccessRequest request, List<List<NamedPolicy>> levels) {
        var evaluation = new PolicyEvaluation(request, PolicySet.NONE);
        boolean allowed = true;
        for (List<NamedPolicy> level : levels) {
            allowed &= evaluation.allows(PolicyType.RESOURCE_CONTROL, level);
        }
        if (!evaluation.denials.isEmpty()) {
            return Optional.of(
                    new Decision(Outcome.EXPLICIT_DENY, PolicyType.RESOURCE_CONTROL, List.copyOf(evaluation.denials)));
        }
        return allowed
                ? Optional.empty()
                : Optional.of(new Decision(Outcome.IMPLICIT_DENY, PolicyType.RESOURCE_CONTROL, List.of()));
    }

    private Decision decide() {
        boolean controlled = true;
        for (List<NamedPolicy> level : policies.serviceControl()) {
            controlled &= allows(PolicyType.SERVICE_CONTROL, level);
        }
        Closeness named = policies.resource().map(this::closeness).orElse(Closeness.NONE);
        boolean boundary = policies.boundary()
                .map(policy -> allows(PolicyType.BOUNDARY, List.of(policy)))
                .orElse(true);
        boolean session =
                policies.session().map(all -> allows(PolicyType.SESSION, all)).orElse(true);
        boolean identity = allows(PolicyType.IDENTITY, policies.identity()) || isRoot();
        if (!denials.isEmpty()) {
            return new Decision(Outcome.EXPLICIT_DENY, denials.get(0).type(), List.copyOf(denials));
        }
        Optional<PolicyType> missing =
                controlled ? missing(named, identity, boundary, session) : Optional.of(PolicyType.SERVICE_CONTROL);
        return missing.map(type -> new Decision(Outcome.IMPLICIT_DENY, type, List.of()))
                .orElseGet(() -> new Decision(Outcome.ALLOWED, allowing(named), List.copyOf(grants)));
    }

    /** The kind of policy that would have to allow and does not. */
    private Optional<PolicyType> missing(Closeness named, boolean identity, boolean boundary, boolean session) {
        PolicyType ofResource = policies.resource().map(ResourcePolicy::type).orElse(PolicyType.RESOURCE);
        boolean mustAllow = policies.resource().map(ResourcePolicy::mustAllow).orElse(false);
        if (isOutsider()) {
            return named == Closeness.NONE ? Optional.of(ofResource) : Optional.empty();
        }
        boolean foreign =
                !request.principal().accountId().equals(request.resource().accountId());
        if (!foreign && mustAllow && named == Closeness.NONE) {
            return Optional.of(ofResource);
        }
        if (!foreign && named == Closeness.DIRECT) {
            return Optional.empty();
        }
        if (!identity && (foreign || named != Closeness.ENTITY)) {
            return Optional.of(PolicyType.IDENTITY);
        }
        if (foreign && named == Closeness.NONE) {
            return Optional.of(ofResource);
        }
        return boundary
                ? session ? Optional.empty() : Optional.of(PolicyType.SESSION)
                : Optional.of(PolicyType.BOUNDARY);
    }

    private PolicyType allowing(Closeness named) {
        return named == Closeness.DIRECT || named == Closeness.ENTITY
                ? policies.resource().map(ResourcePolicy::type).orElse(PolicyType.RESOURCE)
                : PolicyType.IDENTITY;
    }

    /** The root user may do everything in its account that no policy denies. */
    private boolean isRoot() {
        return request.principal().kind() == Principal.Kind.ROOT;
    }

    /** Whoever has no policies of its own. */
    private boolean isOutsider() {
        return switch (request.principal().kind()) {
            case SERVICE, FEDERATED, ANONYMOUS -> true;
            default -> false;
        };
    }

    private boolean allows(PolicyType type, Collection<NamedPolicy> all) {
        boolean allowed = false;
        for (NamedPolicy policy : all) {
            for (Statement statement : policy.document().statements()) {
                if (statement.covers(request, action)) {
                    note(new Match(type, policy, statement));
                    allowed |= !statement.isDeny();
                }
            }
        }
        return allowed;
    }

    private Closeness closeness(ResourcePolicy resource) {
        Closeness closest = Closeness.NONE;
        for (Statement statement : resource.policy().document().statements()) {
            Closeness named = statement.names(request.principal(), resource.ids());
            if (named != Closeness.NONE && statement.covers(request, action)) {
                note(new Match(resource.type(), resource.policy(), statement));
                closest = statement.isDeny() || named.compareTo(closest) < 0 ? closest : named;
            }
        }
        return closest;
    }

    private void note(Match match) {
        (match.statement().isDeny() ? denials : grants).add(match);
    }
}
