package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.CancelMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.CancelMessageMoveTaskResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksRequest;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskResponse;

/** Moves messages out of dead-letter queues: a task is done as soon as it is started. */
final class MoveTaskOperations {
    private static final int MOST_LISTED = 10;

    private MoveTaskOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("StartMessageMoveTask", StartMessageMoveTaskRequest::builder, MoveTaskOperations::start)
                .on("ListMessageMoveTasks", ListMessageMoveTasksRequest::builder, MoveTaskOperations::list)
                .on("CancelMessageMoveTask", CancelMessageMoveTaskRequest::builder, MoveTaskOperations::cancel);
    }

    private static StartMessageMoveTaskResponse start(Call call, StartMessageMoveTaskRequest request) {
        Queue source = source(call, request.sourceArn());
        boolean deadLetters = SqsState.of(call.region()).queues().values().stream()
                .flatMap(queue -> RedrivePolicy.of(queue).stream())
                .anyMatch(policy -> policy.target().equals(source.name().arn()));
        if (!deadLetters) {
            throw SqsErrors.invalid("Source queue must be configured as a Dead Letter Queue.");
        }
        Optional<Queue> destination =
                Optional.ofNullable(request.destinationArn()).map(arn -> source(call, arn));
        long moved = List.copyOf(source.messages(call.now())).stream()
                .filter(message -> message.isVisible(call.now()))
                .filter(message -> move(call, message, source, destination))
                .count();
        String handle = "{\"taskId\":\"" + call.world().ids().uuid() + "\",\"sourceArn\":\""
                + source.name().arn() + "\"}";
        var task = new MoveTask(
                Base64.getEncoder().encodeToString(handle.getBytes(StandardCharsets.UTF_8)),
                source.name().arn(),
                request.destinationArn(),
                request.maxNumberOfMessagesPerSecond(),
                call.now(),
                moved);
        source.moveTasks().add(0, task);
        return StartMessageMoveTaskResponse.builder().taskHandle(task.handle()).build();
    }

    private static Queue source(Call call, @Nullable String arn) {
        if (arn == null) {
            throw SqsErrors.missing("SourceArn");
        }
        return Queues.byArn(call.world(), arn)
                .filter(queue -> queue.name().account().equals(call.account().id()))
                .orElseThrow(() -> new AwsError(
                        "ResourceNotFoundException",
                        404,
                        "The resource that you specified for the SourceArn parameter doesn't exist."));
    }

    private static boolean move(Call call, QueueMessage message, Queue source, Optional<Queue> destination) {
        String origin = message.content().system().getOrDefault("DeadLetterQueueSourceArn", "");
        Optional<Queue> target = destination.or(() -> Queues.byArn(call.world(), origin));
        target.ifPresent(queue -> Sending.move(call.world(), message, source, queue));
        return target.isPresent();
    }

    private static ListMessageMoveTasksResponse list(Call call, ListMessageMoveTasksRequest request) {
        int most = request.maxResults() == null ? 1 : request.maxResults();
        if (most < 1 || most > MOST_LISTED) {
            throw SqsErrors.invalidParameter("MaxResults", most, "Must be between 1 and 10, if provided.");
        }
        var tasks = source(call, request.sourceArn()).moveTasks().stream()
                .limit(most)
                .map(MoveTaskOperations::answer)
                .toList();
        return ListMessageMoveTasksResponse.builder().results(tasks).build();
    }

    private static ListMessageMoveTasksResultEntry answer(MoveTask task) {
        return ListMessageMoveTasksResultEntry.builder()
                .status("COMPLETED")
                .sourceArn(task.source())
                .destinationArn(task.destination())
                .maxNumberOfMessagesPerSecond(task.rate())
                .approximateNumberOfMessagesMoved(task.moved())
                .approximateNumberOfMessagesToMove(task.moved())
                .startedTimestamp(task.started().toEpochMilli())
                .build();
    }

    private static CancelMessageMoveTaskResponse cancel(Call call, CancelMessageMoveTaskRequest request) {
        boolean known = SqsState.of(call.region()).queues().values().stream()
                .flatMap(queue -> queue.moveTasks().stream())
                .anyMatch(task -> task.handle().equals(request.taskHandle()));
        if (!known) {
            throw new AwsError(
                    "ResourceNotFoundException",
                    404,
                    "The resource that you specified for the TaskHandle parameter doesn't exist.");
        }
        throw SqsErrors.named("UnsupportedOperation", "Only active tasks can be cancelled.");
    }
}
