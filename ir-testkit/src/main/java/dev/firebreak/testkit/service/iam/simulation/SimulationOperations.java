package dev.firebreak.testkit.service.iam.simulation;

import dev.firebreak.testkit.authorization.CallerPolicies;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** Tells what policies would allow, without doing it. */
public final class SimulationOperations {
    private SimulationOperations() {}

    public static void addTo(Operations operations) {
        operations
                .on("SimulatePrincipalPolicy", SimulatePrincipalPolicyRequest::builder, SimulationOperations::principal)
                .on("SimulateCustomPolicy", SimulateCustomPolicyRequest::builder, SimulationOperations::custom);
    }

    private static SimulatePrincipalPolicyResponse principal(Call call, SimulatePrincipalPolicyRequest request) {
        PolicySource source = PolicySource.of(call, request.policySourceArn());
        PolicySet own = CallerPolicies.of(source.entity());
        PolicySet policies = InputPolicies.added(own, request.policyInputList())
                .withServiceControl(
                        CallerPolicies.levels(call.world(), call.account().id()))
                .withResource(resource(request.resourcePolicy()));
        policies = InputPolicies.bounded(policies, request.permissionsBoundaryPolicyInputList());
        var simulation = new Simulation(
                source.principal(request.callerArn()), policies, InputPolicies.context(request.contextEntries()));
        IamPage<Numbered> page = page(
                simulation.results(request.actionNames(), request.resourceArns(), owner(call, request.resourceOwner())),
                request.marker(),
                request.maxItems());
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(results(page))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static SimulateCustomPolicyResponse custom(Call call, SimulateCustomPolicyRequest request) {
        PolicySet policies = InputPolicies.added(PolicySet.NONE, request.policyInputList())
                .withResource(resource(request.resourcePolicy()));
        policies = InputPolicies.bounded(policies, request.permissionsBoundaryPolicyInputList());
        var simulation = new Simulation(
                PolicySource.caller(call, request.callerArn()),
                policies,
                InputPolicies.context(request.contextEntries()));
        IamPage<Numbered> page = page(
                simulation.results(request.actionNames(), request.resourceArns(), owner(call, request.resourceOwner())),
                request.marker(),
                request.maxItems());
        return SimulateCustomPolicyResponse.builder()
                .evaluationResults(results(page))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static Optional<ResourcePolicy> resource(@Nullable String document) {
        return Optional.ofNullable(document)
                .map(text -> ResourcePolicy.of("ResourcePolicy", InputPolicies.checked(text, "resourcePolicy")));
    }

    private static String owner(Call call, @Nullable String arn) {
        if (arn == null) {
            return call.account().id();
        }
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[4].matches("\\d{12}")) {
            throw IamErrors.invalidInput("Invalid Resource Owner ARN: %s", arn);
        }
        return parts[4];
    }

    /** A result and its place, by which pages go. */
    private record Numbered(String number, EvaluationResult result) {}

    private static IamPage<Numbered> page(
            List<EvaluationResult> results, @Nullable String marker, @Nullable Integer max) {
        List<Numbered> numbered = new ArrayList<>();
        IntStream.range(0, results.size())
                .forEach(index ->
                        numbered.add(new Numbered(String.format(Locale.ROOT, "%08d", index), results.get(index))));
        return IamPage.of(numbered, Numbered::number, marker, max);
    }

    private static List<EvaluationResult> results(IamPage<Numbered> page) {
        return page.items().stream().map(Numbered::result).toList();
    }
}
