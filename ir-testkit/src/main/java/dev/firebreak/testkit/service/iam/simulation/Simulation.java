package dev.firebreak.testkit.service.iam.simulation;

import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.Decision;
import dev.firebreak.testkit.policy.NamedPolicy;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.service.iam.IamErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** Judges actions on resources by given policies. */
final class Simulation {
    private final Principal who;
    private final PolicySet policies;
    private final RequestContext context;

    Simulation(Principal who, PolicySet policies, RequestContext context) {
        this.who = who;
        this.policies = policies;
        this.context = context;
    }

    /** A result for each action on each resource; without any resource on all. */
    List<EvaluationResult> results(List<String> actions, List<String> resources, String owner) {
        List<EvaluationResult> results = new ArrayList<>();
        for (String action : actions) {
            if (!action.matches("[a-zA-Z0-9-]+:[a-zA-Z0-9]+")) {
                throw IamErrors.invalidInput("Invalid Action: %s", action);
            }
            for (String resource : resources.isEmpty() ? List.of("*") : resources) {
                results.add(result(action, new AccessRequest.Resource(resource, owner)));
            }
        }
        return results;
    }

    private EvaluationResult result(String action, AccessRequest.Resource resource) {
        var request = new AccessRequest(who, action, resource, context);
        Decision decision = PolicyEvaluation.evaluate(request, policies);
        PolicyEvaluationDecisionType decided = type(decision);
        var matched = MatchedStatements.of(decision);
        List<String> missing = missing();
        EvaluationResult.Builder result = EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource.arn())
                .evalDecision(decided)
                .matchedStatements(matched)
                .missingContextValues(missing);
        policies.boundary()
                .ifPresent(boundary -> result.permissionsBoundaryDecisionDetail(
                        detail -> detail.allowedByPermissionsBoundary(allows(request, boundary))));
        if (!policies.serviceControl().isEmpty()) {
            result.organizationsDecisionDetail(detail -> detail.allowedByOrganizations(
                    policies.serviceControl().stream().allMatch(level -> allows(request, level))));
        }
        return resource.arn().equals("*")
                ? result.build()
                : result.resourceSpecificResults(ResultOfResource.of(resource.arn(), decided, matched, missing))
                        .build();
    }

    private static boolean allows(AccessRequest request, NamedPolicy policy) {
        return allows(request, List.of(policy));
    }

    private static boolean allows(AccessRequest request, List<NamedPolicy> only) {
        var own = new AccessRequest.Resource(
                request.resource().arn(), request.principal().accountId());
        return PolicyEvaluation.evaluate(
                        new AccessRequest(request.principal(), request.action(), own, request.context()),
                        PolicySet.NONE.withIdentity(only))
                .isAllowed();
    }

    private static PolicyEvaluationDecisionType type(Decision decision) {
        return switch (decision.outcome()) {
            case ALLOWED -> PolicyEvaluationDecisionType.ALLOWED;
            case EXPLICIT_DENY -> PolicyEvaluationDecisionType.EXPLICIT_DENY;
            case IMPLICIT_DENY -> PolicyEvaluationDecisionType.IMPLICIT_DENY;
        };
    }

    /** The condition keys that the policies ask for and the simulation was not given. */
    private List<String> missing() {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        policies.all()
                .forEach(policy ->
                        policy.document().statements().forEach(statement -> keys.addAll(statement.contextKeys())));
        keys.removeIf(key -> !context.values(key).isEmpty());
        return List.copyOf(keys);
    }
}
