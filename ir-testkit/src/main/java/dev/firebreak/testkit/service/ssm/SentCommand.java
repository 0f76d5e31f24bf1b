package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.service.ssm.document.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.CommandStatus;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

/** A command, and what becomes of it on each of its nodes. */
final class SentCommand {
    private static final Duration EXECUTION = Duration.ofHours(1);

    private final String id;
    private final SendCommandRequest request;
    private final StoredDocument document;
    private final Instant requested;
    private final List<NodeInvocation> invocations;

    SentCommand(
            String id,
            SendCommandRequest request,
            StoredDocument document,
            List<NodeInvocation> invocations,
            Instant now) {
        this.id = id;
        this.request = request;
        this.document = document;
        this.requested = now;
        this.invocations = List.copyOf(invocations);
    }

    String id() {
        return id;
    }

    SendCommandRequest request() {
        return request;
    }

    StoredDocument document() {
        return document;
    }

    Instant requested() {
        return requested;
    }

    List<NodeInvocation> invocations() {
        return invocations;
    }

    Optional<NodeInvocation> invocation(String instanceId) {
        return invocations.stream()
                .filter(invocation -> invocation.guest().instanceId().equals(instanceId))
                .findFirst();
    }

    void advance(Instant now) {
        for (NodeInvocation invocation : invocations) {
            if (invocation.advance(now)) {
                OutputFiles.store(this, invocation);
            }
        }
    }

    CommandStatus status(Instant now) {
        List<CommandInvocationStatus> all =
                invocations.stream().map(invocation -> invocation.status(now)).toList();
        if (all.contains(CommandInvocationStatus.IN_PROGRESS)) {
            return CommandStatus.IN_PROGRESS;
        }
        if (all.contains(CommandInvocationStatus.PENDING)) {
            boolean begun = all.stream().anyMatch(status -> status != CommandInvocationStatus.PENDING);
            return begun ? CommandStatus.IN_PROGRESS : CommandStatus.PENDING;
        }
        for (var worst : List.of(
                CommandInvocationStatus.FAILED, CommandInvocationStatus.TIMED_OUT, CommandInvocationStatus.CANCELLED)) {
            if (all.contains(worst)) {
                return CommandStatus.fromValue(worst.toString());
            }
        }
        return CommandStatus.SUCCESS;
    }

    Command view(Instant now) {
        CommandStatus status = status(now);
        return Command.builder()
                .commandId(id)
                .documentName(request.documentName())
                .documentVersion(Objects.requireNonNullElse(request.documentVersion(), "$DEFAULT"))
                .comment(Objects.requireNonNullElse(request.comment(), ""))
                .expiresAfter(requested.plus(timeout()).plus(EXECUTION))
                .parameters(request.parameters())
                .instanceIds(request.instanceIds())
                .targets(request.targets())
                .requestedDateTime(requested)
                .status(status)
                .statusDetails(details(status, now))
                .outputS3BucketName(request.outputS3BucketName())
                .outputS3KeyPrefix(request.outputS3KeyPrefix())
                .maxConcurrency(Objects.requireNonNullElse(request.maxConcurrency(), "50"))
                .maxErrors(Objects.requireNonNullElse(request.maxErrors(), "0"))
                .targetCount(invocations.size())
                .completedCount(count(now, ""))
                .errorCount(count(now, "Failed") + count(now, "ExecutionTimedOut"))
                .deliveryTimedOutCount(count(now, "DeliveryTimedOut"))
                .timeoutSeconds((int) timeout().toSeconds())
                .build();
    }

    private String details(CommandStatus status, Instant now) {
        return invocations.stream()
                .filter(invocation -> invocation.status(now).toString().equals(status.toString()))
                .map(invocation -> invocation.details(now))
                .findFirst()
                .orElse(status.toString());
    }

    private int count(Instant now, String details) {
        return (int) invocations.stream()
                .filter(invocation -> invocation.ended(now).isPresent())
                .filter(invocation ->
                        details.isEmpty() || invocation.details(now).equals(details))
                .count();
    }

    Duration timeout() {
        return Duration.ofSeconds(Objects.requireNonNullElse(request.timeoutSeconds(), 3600));
    }
}
