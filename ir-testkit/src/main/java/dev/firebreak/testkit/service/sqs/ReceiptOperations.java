package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;

/** What is done with a message that was received: it is deleted, or hidden for longer or shorter. */
final class ReceiptOperations {
    private static final int LONGEST = 43_200;

    private ReceiptOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DeleteMessage", DeleteMessageRequest::builder, ReceiptOperations::delete)
                .on("DeleteMessageBatch", DeleteMessageBatchRequest::builder, ReceiptOperations::deleteBatch)
                .on("ChangeMessageVisibility", ChangeMessageVisibilityRequest::builder, ReceiptOperations::change)
                .on(
                        "ChangeMessageVisibilityBatch",
                        ChangeMessageVisibilityBatchRequest::builder,
                        ReceiptOperations::changeBatch);
    }

    private static DeleteMessageResponse delete(Call call, DeleteMessageRequest request) {
        deleteFrom(Queues.find(call, request.queueUrl(), "DeleteMessage"), call, request.receiptHandle());
        return DeleteMessageResponse.builder().build();
    }

    private static void deleteFrom(Queue queue, Call call, @Nullable String handle) {
        ReceiptHandle receipt = ReceiptHandle.parse(handle);
        QueueMessage message = queue.message(receipt.messageId(), call.now());
        if (message == null) {
            return;
        }
        boolean current = receipt.isOf(message);
        if (queue.isFifo() && (!current || message.isVisible(call.now()))) {
            throw SqsErrors.invalidParameter(
                    "ReceiptHandle", handle == null ? "" : handle, "The receipt handle has expired.");
        }
        // The handle of an earlier receipt is taken, and nothing is deleted.
        if (current) {
            queue.remove(message.id());
        }
    }

    private static DeleteMessageBatchResponse deleteBatch(Call call, DeleteMessageBatchRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "DeleteMessage");
        Batches.check(request.entries(), DeleteMessageBatchRequestEntry::id, "DeleteMessageBatchRequestEntry");
        var done = new ArrayList<DeleteMessageBatchResultEntry>();
        var failed = Batches.each(request.entries(), DeleteMessageBatchRequestEntry::id, entry -> {
            deleteFrom(queue, call, entry.receiptHandle());
            done.add(DeleteMessageBatchResultEntry.builder().id(entry.id()).build());
        });
        return DeleteMessageBatchResponse.builder()
                .successful(done)
                .failed(failed)
                .build();
    }

    private static ChangeMessageVisibilityResponse change(Call call, ChangeMessageVisibilityRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "ChangeMessageVisibility");
        hide(call, queue, request.receiptHandle(), request.visibilityTimeout());
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private static void hide(Call call, Queue queue, @Nullable String handle, @Nullable Integer seconds) {
        ReceiptHandle receipt = ReceiptHandle.parse(handle);
        if (seconds == null) {
            throw SqsErrors.missing("VisibilityTimeout");
        }
        if (seconds < 0 || seconds > LONGEST) {
            throw SqsErrors.invalidParameter("VisibilityTimeout", seconds, "Must be between 0 and 43200, if provided.");
        }
        Instant now = call.now();
        QueueMessage message = queue.message(receipt.messageId(), now);
        if (message == null || !receipt.isOf(message) || !message.isInFlight(now)) {
            throw SqsErrors.invalidParameter(
                    "ReceiptHandle",
                    String.valueOf(handle),
                    "Message does not exist or is not available for visibility timeout change.");
        }
        Instant until = now.plusSeconds(seconds);
        Instant first = Objects.requireNonNull(message.firstReceived());
        if (Duration.between(first, until).getSeconds() > LONGEST) {
            throw SqsErrors.invalidParameter(
                    "VisibilityTimeout",
                    seconds,
                    "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
        }
        message.hideUntil(until);
    }

    private static ChangeMessageVisibilityBatchResponse changeBatch(
            Call call, ChangeMessageVisibilityBatchRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "ChangeMessageVisibility");
        Batches.check(
                request.entries(),
                ChangeMessageVisibilityBatchRequestEntry::id,
                "ChangeMessageVisibilityBatchRequestEntry");
        var done = new ArrayList<ChangeMessageVisibilityBatchResultEntry>();
        var failed = Batches.each(request.entries(), ChangeMessageVisibilityBatchRequestEntry::id, entry -> {
            hide(call, queue, entry.receiptHandle(), entry.visibilityTimeout());
            done.add(ChangeMessageVisibilityBatchResultEntry.builder()
                    .id(entry.id())
                    .build());
        });
        return ChangeMessageVisibilityBatchResponse.builder()
                .successful(done)
                .failed(failed)
                .build();
    }
}
