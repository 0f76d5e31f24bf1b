package dev.firebreak.testkit.service.sqs;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * A message that is to be put into a queue.
 *
 * @param delay the seconds for which it stays hidden; null for those of the queue
 * @param attributes its message attributes, by name
 * @param system what is noted on it, such as {@code MessageGroupId}, by attribute name
 */
public record OutgoingMessage(
        String body,
        @Nullable Integer delay,
        Map<String, MessageAttributeValue> attributes,
        Map<String, String> system) {

    /** A message for a standard queue. */
    public static OutgoingMessage of(String body) {
        return new OutgoingMessage(body, null, Map.of(), Map.of());
    }

    /** The same message with something noted on it; null notes nothing. */
    public OutgoingMessage noting(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        var noted = new TreeMap<>(system);
        noted.put(name, value);
        return new OutgoingMessage(body, delay, attributes, noted);
    }

    static OutgoingMessage of(SendMessageRequest request) {
        return entry(SendMessageBatchRequestEntry.builder()
                .messageBody(request.messageBody())
                .delaySeconds(request.delaySeconds())
                .messageAttributes(request.messageAttributes())
                .messageSystemAttributesWithStrings(request.messageSystemAttributesAsStrings())
                .messageDeduplicationId(request.messageDeduplicationId())
                .messageGroupId(request.messageGroupId())
                .build());
    }

    static OutgoingMessage entry(SendMessageBatchRequestEntry entry) {
        if (entry.messageBody() == null || entry.messageBody().isEmpty()) {
            throw SqsErrors.missing("MessageBody");
        }
        var message =
                new OutgoingMessage(entry.messageBody(), entry.delaySeconds(), entry.messageAttributes(), Map.of());
        var trace = entry.messageSystemAttributesAsStrings().get("AWSTraceHeader");
        return message.noting("MessageGroupId", entry.messageGroupId())
                .noting("MessageDeduplicationId", entry.messageDeduplicationId())
                .noting("AWSTraceHeader", trace == null ? null : trace.stringValue());
    }

    /** The bytes that count against the limit: the body, and the names, types and values of the attributes. */
    long size() {
        long size = bytes(body);
        for (var attribute : attributes.entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            size += bytes(attribute.getKey()) + bytes(value.dataType());
            size += value.stringValue() != null
                    ? bytes(value.stringValue())
                    : value.binaryValue() == null ? 0 : value.binaryValue().asByteArray().length;
        }
        return size;
    }

    private static long bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
