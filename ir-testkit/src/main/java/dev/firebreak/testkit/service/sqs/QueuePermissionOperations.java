package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyStatements;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.AddPermissionRequest;
import software.amazon.awssdk.services.sqs.model.AddPermissionResponse;
import software.amazon.awssdk.services.sqs.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sqs.model.RemovePermissionResponse;

/** The statements that AddPermission puts into a queue's policy. */
final class QueuePermissionOperations {
    private static final Set<String> ACTIONS = Set.of(
            "*",
            "SendMessage",
            "ReceiveMessage",
            "DeleteMessage",
            "ChangeMessageVisibility",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "PurgeQueue");

    private QueuePermissionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("AddPermission", AddPermissionRequest::builder, QueuePermissionOperations::add)
                .on("RemovePermission", RemovePermissionRequest::builder, QueuePermissionOperations::remove);
    }

    private static AddPermissionResponse add(Call call, AddPermissionRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "AddPermission");
        if (request.actions().isEmpty()) {
            throw SqsErrors.missing("Actions");
        }
        if (request.awsAccountIds().isEmpty()) {
            throw SqsErrors.missing("AWSAccountIds");
        }
        request.actions().stream()
                .filter(action -> !ACTIONS.contains(action))
                .findFirst()
                .ifPresent(action -> {
                    throw SqsErrors.invalidParameter(
                            "ActionName",
                            "SQS:" + action,
                            "Please refer to the appropriate WSDL for a list of valid actions.");
                });
        PolicyStatements policy = policy(queue);
        if (policy.has(request.label())) {
            throw SqsErrors.invalidParameter("Label", request.label(), "Already exists.");
        }
        List<String> actions =
                request.actions().stream().map(action -> "SQS:" + action).toList();
        String changed = policy.with(
                request.label(), request.awsAccountIds(), actions, queue.name().arn());
        queue.attributes(Map.of("Policy", changed), call.now());
        return AddPermissionResponse.builder().build();
    }

    private static RemovePermissionResponse remove(Call call, RemovePermissionRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "RemovePermission");
        PolicyStatements policy = policy(queue);
        if (!policy.has(request.label())) {
            throw SqsErrors.invalidParameter("Label", request.label(), "can't find label on existing policy.");
        }
        queue.attributes(Map.of("Policy", policy.without(request.label())), call.now());
        return RemovePermissionResponse.builder().build();
    }

    private static PolicyStatements policy(Queue queue) {
        return PolicyStatements.of(
                queue.attributes().get("Policy"), queue.name().arn() + "/SQSDefaultPolicy");
    }
}
