package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * A message that is published to a topic.
 *
 * @param text the message; with the structure {@code json} an object of one text for each protocol
 * @param byProtocol the texts by protocol; null when every protocol gets the same
 * @param group the message group of a FIFO topic
 * @param deduplication the deduplication id of a FIFO topic
 */
record Notification(
        String text,
        @Nullable String subject,
        @Nullable JsonNode byProtocol,
        Map<String, MessageAttributeValue> attributes,
        @Nullable String group,
        @Nullable String deduplication) {

    static Notification of(PublishRequest request) {
        return entry(PublishBatchRequestEntry.builder()
                .message(request.message())
                .subject(request.subject())
                .messageStructure(request.messageStructure())
                .messageAttributes(request.messageAttributes())
                .messageGroupId(request.messageGroupId())
                .messageDeduplicationId(request.messageDeduplicationId())
                .build());
    }

    static Notification entry(PublishBatchRequestEntry entry) {
        NotificationChecks.check(entry);
        return new Notification(
                entry.message(),
                entry.subject(),
                NotificationChecks.structure(entry),
                entry.messageAttributes(),
                entry.messageGroupId(),
                entry.messageDeduplicationId());
    }

    /** The text for an endpoint of this protocol. */
    String textFor(String protocol) {
        return Optional.ofNullable(byProtocol)
                .map(texts -> texts.path(protocol).isTextual() ? texts.path(protocol) : texts.path("default"))
                .map(JsonNode::asText)
                .orElse(text);
    }
}
