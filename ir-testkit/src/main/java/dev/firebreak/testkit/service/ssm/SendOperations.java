package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ssm.document.DocumentContent;
import dev.firebreak.testkit.service.ssm.document.SsmDocuments;
import dev.firebreak.testkit.service.ssm.document.SsmErrors;
import dev.firebreak.testkit.service.ssm.document.StoredDocument;
import dev.firebreak.testkit.service.ssm.rate.RateControl;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ssm.model.CancelCommandRequest;
import software.amazon.awssdk.services.ssm.model.CancelCommandResponse;
import software.amazon.awssdk.services.ssm.model.DocumentHashType;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;
import software.amazon.awssdk.services.ssm.model.Target;

/** Sends commands and cancels them. */
final class SendOperations {
    private static final int MOST_IDS = 50;
    private static final int MOST_TARGETS = 5;
    private static final int LEAST_TIMEOUT = 30;
    private static final int MOST_TIMEOUT = 2_592_000;

    private SendOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("SendCommand", SendCommandRequest::builder, SendOperations::send)
                .on("CancelCommand", CancelCommandRequest::builder, SendOperations::cancel);
    }

    private static SendCommandResponse send(Call call, SendCommandRequest request) {
        check(request);
        StoredDocument document = SsmDocuments.find(call, request.documentName());
        StoredDocument.Version version = version(call, request, document);
        DocumentContent content = DocumentContent.parse(version.content());
        var plan = new CommandPlan(content.steps(), content.fill(request.parameters()));
        List<Guest> nodes = nodes(call, request);
        checkPlatform(plan, nodes);
        var command = new SentCommand(
                call.world().ids().uuid(), request, document, invocations(call, request, plan, nodes), call.now());
        SsmState.of(call).add(command);
        return SendCommandResponse.builder().command(command.view(call.now())).build();
    }

    private static List<NodeInvocation> invocations(
            Call call, SendCommandRequest request, CommandPlan plan, List<Guest> nodes) {
        var timeout = Duration.ofSeconds(Objects.requireNonNullElse(request.timeoutSeconds(), 3600));
        var schedule = new NodeInvocation.Schedule(SsmState.of(call).timing().delivery(), timeout);
        return nodes.stream()
                .map(node -> new NodeInvocation(node, plan, call.now(), schedule))
                .toList();
    }

    private static void check(SendCommandRequest request) {
        if (request.instanceIds().size() > MOST_IDS) {
            throw SsmErrors.validation(
                    "instanceIds", request.instanceIds(), "Member must have length less than or equal to " + MOST_IDS);
        }
        if (request.targets().size() > MOST_TARGETS) {
            throw SsmErrors.validation(
                    "targets", request.targets(), "Member must have length less than or equal to " + MOST_TARGETS);
        }
        if (request.instanceIds().isEmpty() == request.targets().isEmpty()) {
            throw AwsError.of(
                    "ValidationException",
                    "You must specify either InstanceIds or Targets, and you can't specify both in the same request.");
        }
        RateControl.of(request.maxConcurrency(), "50", request.maxErrors());
        Integer timeout = request.timeoutSeconds();
        if (timeout != null && (timeout < LEAST_TIMEOUT || timeout > MOST_TIMEOUT)) {
            String side = timeout < LEAST_TIMEOUT ? "greater than or equal to 30" : "less than or equal to 2592000";
            throw SsmErrors.validation("timeoutSeconds", timeout, "Member must have value " + side);
        }
    }

    private static StoredDocument.Version version(Call call, SendCommandRequest request, StoredDocument document) {
        StoredDocument.Version version = document.version(request.documentVersion())
                .orElseThrow(() ->
                        AwsError.of("InvalidDocumentVersion", "The document version isn't valid or doesn't exist."));
        if (document.key().type() != DocumentType.COMMAND) {
            throw AwsError.of("InvalidDocument", "Document %s is not of type Command.", request.documentName());
        }
        if (version.status(call.now()) != DocumentStatus.ACTIVE) {
            throw AwsError.of("InvalidDocument", "Document %s is not active.", request.documentName());
        }
        boolean sha = request.documentHashType() == null || request.documentHashType() == DocumentHashType.SHA256;
        if (request.documentHash() != null && sha && !request.documentHash().equals(version.hash())) {
            throw AwsError.of("InvalidDocument", "The hash of document %s does not match.", request.documentName());
        }
        return version;
    }

    private static List<Guest> nodes(Call call, SendCommandRequest request) {
        if (request.instanceIds().isEmpty()) {
            return Nodes.all(call).stream()
                    .filter(guest -> request.targets().stream().allMatch(target -> isMeant(call, target, guest)))
                    .toList();
        }
        List<String> ids = request.instanceIds().stream().distinct().toList();
        List<String> invalid =
                ids.stream().filter(id -> Nodes.find(call, id).isEmpty()).toList();
        if (!invalid.isEmpty()) {
            throw AwsError.of(
                    "InvalidInstanceId",
                    "Instances %s not in a valid state for account %s",
                    List.of(invalid),
                    call.account().id());
        }
        return ids.stream().map(id -> Nodes.find(call, id).orElseThrow()).toList();
    }

    private static boolean isMeant(Call call, Target target, Guest guest) {
        String key = Objects.requireNonNullElse(target.key(), "");
        if (key.equals("InstanceIds")) {
            return target.values().contains(guest.instanceId())
                    || target.values().contains("*");
        }
        if (key.startsWith("tag:")) {
            String value = Nodes.tag(call, guest, key.substring("tag:".length()));
            return !value.isEmpty() && target.values().contains(value);
        }
        if (key.equals("tag-key")) {
            return call.region().ec2().tags().of(guest.instanceId()).keySet().stream()
                    .anyMatch(target.values()::contains);
        }
        throw AwsError.of("InvalidTarget", "The target key %s isn't valid.", key);
    }

    private static void checkPlatform(CommandPlan plan, List<Guest> nodes) {
        boolean shellOnly = plan.steps().stream().allMatch(step -> step.action().equals("aws:runShellScript"));
        if (shellOnly && nodes.stream().anyMatch(node -> node.platform().isWindows())) {
            throw AwsError.of(
                    "UnsupportedPlatformType",
                    "The document doesn't support the platform type of the given managed node IDs.");
        }
    }

    private static CancelCommandResponse cancel(Call call, CancelCommandRequest request) {
        SentCommand command =
                SsmState.of(call).command(request.commandId(), call).orElseThrow(CommandQueries::invalidCommandId);
        for (String id : request.instanceIds()) {
            if (command.invocation(id).isEmpty()) {
                throw AwsError.of(
                        "InvalidInstanceId", "Command %s was not sent to instance %s.", request.commandId(), id);
            }
        }
        command.invocations().stream()
                .filter(each -> request.instanceIds().isEmpty()
                        || request.instanceIds().contains(each.guest().instanceId()))
                .forEach(each -> each.cancel(call.now()));
        return CancelCommandResponse.builder().build();
    }
}
