package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.service.ssm.document.StoredDocument;
import dev.firebreak.testkit.service.ssm.rate.RateControl;
import dev.firebreak.testkit.service.ssm.rate.Waves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.Command;
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
    private final RateControl rate;
    private final Waves<NodeInvocation> waves;

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
        this.rate = RateControl.of(request.maxConcurrency(), "50", request.maxErrors());
        int targets = invocations.size();
        this.waves = new Waves<>(rate.concurrency(targets), rate.errors(targets));
        waves.add(invocations);
        waves.advance(now);
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
        waves.advance(now);
        invocations.stream().filter(NodeInvocation::takeRun).forEach(invocation -> OutputFiles.store(this, invocation));
    }

    CommandStatus status(Instant now) {
        return new CommandResults(invocations, rate.errors(invocations.size()), now).status();
    }

    Command view(Instant now) {
        var results = new CommandResults(invocations, rate.errors(invocations.size()), now);
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
                .status(results.status())
                .statusDetails(results.details())
                .outputS3BucketName(request.outputS3BucketName())
                .outputS3KeyPrefix(request.outputS3KeyPrefix())
                .maxConcurrency(rate.maxConcurrency())
                .maxErrors(rate.maxErrors())
                .targetCount(invocations.size())
                .completedCount(results.ended())
                .errorCount(results.errors())
                .deliveryTimedOutCount(results.count("DeliveryTimedOut"))
                .timeoutSeconds((int) timeout().toSeconds())
                .build();
    }

    Duration timeout() {
        return Duration.ofSeconds(Objects.requireNonNullElse(request.timeoutSeconds(), 3600));
    }
}
