package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** The targets of rules. */
final class TargetOperations {
    private static final int MOST_TARGETS = 5;
    private static final String FORM = "arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\\d{0,12}:.+";

    private TargetOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutTargets", PutTargetsRequest::builder, TargetOperations::put)
                .on("RemoveTargets", RemoveTargetsRequest::builder, TargetOperations::remove)
                .on("ListTargetsByRule", ListTargetsByRuleRequest::builder, TargetOperations::list);
    }

    private static PutTargetsResponse put(Call call, PutTargetsRequest request) {
        Rule rule = Buses.rule(call, request.eventBusName(), request.rule());
        var ids = new LinkedHashSet<>(rule.targets().keySet());
        for (Target target : request.targets()) {
            check(target);
            ids.add(target.id());
        }
        if (ids.size() > MOST_TARGETS) {
            throw EventBridgeErrors.limit();
        }
        request.targets().forEach(target -> rule.targets().put(target.id(), target));
        return PutTargetsResponse.builder().failedEntryCount(0).build();
    }

    private static void check(Target target) {
        if (!target.arn().matches(FORM)) {
            throw EventBridgeErrors.validation(
                    "Parameter Arn is not valid. Reason: Provided Arn is not in correct format.");
        }
        long inputs = Stream.of(target.input(), target.inputPath(), target.inputTransformer())
                .filter(Objects::nonNull)
                .count();
        if (inputs > 1) {
            throw EventBridgeErrors.validation(
                    "Only one of Input, InputPath, or InputTransformer must be provided for target %s.", target.id());
        }
        boolean fifo = target.arn().startsWith("arn:aws:sqs:") && target.arn().endsWith(".fifo");
        if (fifo && target.sqsParameters() == null) {
            throw EventBridgeErrors.validation(
                    "Parameter(s) SqsParameters must be specified for target: %s.", target.id());
        }
        boolean needsRole = Stream.of("arn:aws:events:", "arn:aws:states:", "arn:aws:kinesis:")
                .anyMatch(target.arn()::startsWith);
        if (needsRole && target.roleArn() == null) {
            throw EventBridgeErrors.validation("RoleArn is required for target %s.", target.arn());
        }
        InputTemplate.check(target);
    }

    private static RemoveTargetsResponse remove(Call call, RemoveTargetsRequest request) {
        Rule rule = Buses.rule(call, request.eventBusName(), request.rule());
        List<RemoveTargetsResultEntry> failed = request.ids().stream()
                .filter(id -> rule.targets().remove(id) == null)
                .map(id -> RemoveTargetsResultEntry.builder()
                        .targetId(id)
                        .errorCode("ResourceNotFoundException")
                        .errorMessage("Rule " + rule.name() + " does not have a target with the Id " + id + ".")
                        .build())
                .toList();
        return RemoveTargetsResponse.builder()
                .failedEntryCount(failed.size())
                .failedEntries(failed)
                .build();
    }

    private static ListTargetsByRuleResponse list(Call call, ListTargetsByRuleRequest request) {
        Rule rule = Buses.rule(call, request.eventBusName(), request.rule());
        var page = Buses.page(List.copyOf(rule.targets().values()), request.limit(), request.nextToken());
        return ListTargetsByRuleResponse.builder()
                .targets(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
