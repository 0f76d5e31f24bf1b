package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The quotas of services that count calls alone. */
final class OperationQuotas {
    /** "AWS Systems Manager endpoints and quotas" in the AWS General Reference; other operations have no published rate. */
    static final ServiceQuotas SSM = rates(Map.of(
            "StartAutomationExecution", 1.0,
            "StopAutomationExecution", 1.0,
            "GetAutomationExecution", 3.0,
            "DescribeAutomationStepExecutions", 3.0,
            "SendAutomationSignal", 3.0));

    /** "IAM and AWS STS quotas" in the IAM User Guide: one rate for all of these, charged to the account that calls. */
    static final ServiceQuotas STS = shared(
            Set.of(
                    "AssumeRole",
                    "DecodeAuthorizationMessage",
                    "GetAccessKeyInfo",
                    "GetCallerIdentity",
                    "GetFederationToken",
                    "GetSessionToken"),
            Allowance.rate(600));

    /** Assumed: IAM publishes no rates. */
    static final ServiceQuotas IAM = perOperation(new Allowance(100, 20), new Allowance(20, 5));

    /** Assumed: Auto Scaling publishes no rates; these are EC2's. */
    static final ServiceQuotas AUTO_SCALING = perOperation(new Allowance(100, 20), new Allowance(50, 5));

    private OperationQuotas() {}

    private static ServiceQuotas rates(Map<String, Double> perSecond) {
        return invocation -> perSecond.containsKey(invocation.operation())
                ? List.of(Draw.one(invocation.operation(), Allowance.rate(perSecond.get(invocation.operation()))))
                : List.of();
    }

    private static ServiceQuotas shared(Set<String> operations, Allowance allowance) {
        return invocation ->
                operations.contains(invocation.operation()) ? List.of(Draw.one("shared", allowance)) : List.of();
    }

    private static ServiceQuotas perOperation(Allowance reading, Allowance changing) {
        return (Invocation invocation) ->
                List.of(Draw.one(invocation.operation(), ServiceQuotas.isRead(invocation) ? reading : changing));
    }
}
