package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Sends messages. */
final class SendOperations {
    private SendOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("SendMessage", SendMessageRequest::builder, SendOperations::send)
                .on("SendMessageBatch", SendMessageBatchRequest::builder, SendOperations::sendBatch);
    }

    private static SendMessageResponse send(Call call, SendMessageRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "SendMessage");
        var message = OutgoingMessage.of(request);
        QueueMessage.Content sent = Sending.send(call.world(), queue, message, senderId(call));
        return SendMessageResponse.builder()
                .messageId(sent.id())
                .md5OfMessageBody(MessageDigests.body(message.body()))
                .md5OfMessageAttributes(MessageDigests.attributes(message.attributes()))
                .md5OfMessageSystemAttributes(systemDigest(message))
                .sequenceNumber(sent.system().get("SequenceNumber"))
                .build();
    }

    private static SendMessageBatchResponse sendBatch(Call call, SendMessageBatchRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "SendMessage");
        List<SendMessageBatchRequestEntry> entries = request.entries();
        Batches.check(entries, SendMessageBatchRequestEntry::id, "SendMessageBatchRequestEntry");
        long size = entries.stream()
                .filter(entry ->
                        entry.messageBody() != null && !entry.messageBody().isEmpty())
                .mapToLong(entry -> OutgoingMessage.entry(entry).size())
                .sum();
        if (size > QueueAttributes.MAXIMUM_SIZE) {
            throw SqsErrors.named(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than %d bytes. You have sent %d bytes.",
                    QueueAttributes.MAXIMUM_SIZE,
                    size);
        }
        var sent = new ArrayList<SendMessageBatchResultEntry>();
        var failed = Batches.each(
                entries, SendMessageBatchRequestEntry::id, entry -> sent.add(sendEntry(call, queue, entry)));
        return SendMessageBatchResponse.builder()
                .successful(sent)
                .failed(failed)
                .build();
    }

    private static SendMessageBatchResultEntry sendEntry(Call call, Queue queue, SendMessageBatchRequestEntry entry) {
        var message = OutgoingMessage.entry(entry);
        QueueMessage.Content sent = Sending.send(call.world(), queue, message, senderId(call));
        return SendMessageBatchResultEntry.builder()
                .id(entry.id())
                .messageId(sent.id())
                .md5OfMessageBody(MessageDigests.body(message.body()))
                .md5OfMessageAttributes(MessageDigests.attributes(message.attributes()))
                .md5OfMessageSystemAttributes(systemDigest(message))
                .sequenceNumber(sent.system().get("SequenceNumber"))
                .build();
    }

    private static @Nullable String systemDigest(OutgoingMessage message) {
        String trace = message.system().get("AWSTraceHeader");
        return trace == null
                ? null
                : MessageDigests.attributes(Map.of(
                        "AWSTraceHeader",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(trace)
                                .build()));
    }

    private static String senderId(Call call) {
        return call.world()
                .caller(call.accessKeyId())
                .map(Caller::userId)
                .orElse(call.account().id());
    }
}
