package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a call must be allowed to do.
 *
 * <p>See "Actions, resources, and condition keys for AWS services" in the Service Authorization Reference: mostly the action has the
 * operation's name.
 */
final class Demands {
    private static final Map<String, String> PREFIXES = Map.of("monitoring", "cloudwatch");
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("lambda:Invoke", "lambda:InvokeFunction"),
            Map.entry("lambda:InvokeWithResponseStream", "lambda:InvokeFunction"),
            Map.entry("sqs:SendMessageBatch", "sqs:SendMessage"),
            Map.entry("sqs:DeleteMessageBatch", "sqs:DeleteMessage"),
            Map.entry("sqs:ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility"),
            Map.entry("sns:PublishBatch", "sns:Publish"));
    /** What everybody may do who has valid credentials: no policy controls it. */
    private static final Set<String> FREE = Set.of(
            "sts:GetCallerIdentity", "sts:GetSessionToken", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");

    private Demands() {}

    static List<Demand> of(Invocation invocation) {
        if (invocation.service().equals("s3")) {
            return S3Demands.of(invocation);
        }
        String prefix = PREFIXES.getOrDefault(invocation.service(), invocation.service());
        String operation = prefix + ":" + invocation.operation();
        if (FREE.contains(operation)) {
            return List.of();
        }
        if (operation.equals("kms:ReEncrypt")) {
            return KeyDemands.reEncrypt(invocation);
        }
        String action = ACTIONS.getOrDefault(operation, operation);
        List<Demand> demands = new ArrayList<>();
        Set<String> resources = new TreeSet<>(new Resources(invocation).arns());
        resources.forEach(resource -> demands.add(new Demand(action, resource)));
        if (resources.isEmpty()) {
            demands.add(new Demand(action, "*"));
        }
        demands.addAll(PassedRoles.of(invocation));
        demands.addAll(SessionDemands.of(invocation, resources));
        return demands;
    }
}
