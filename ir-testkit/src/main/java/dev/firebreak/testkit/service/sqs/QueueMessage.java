package dev.firebreak.testkit.service.sqs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A message in a queue: what was sent, and how often it was received since. */
final class QueueMessage {
    /**
     * What was sent.
     *
     * @param attributes the message attributes, by name
     * @param system what SQS itself notes, such as {@code SenderId} and {@code SequenceNumber}, by attribute name
     */
    record Content(
            String id,
            String body,
            Map<String, MessageAttributeValue> attributes,
            Map<String, String> system,
            Instant sent) {
        @Nullable
        String group() {
            return system.get("MessageGroupId");
        }
    }

    private final Content content;
    private Instant visible;
    private int received;
    private @Nullable Instant firstReceived;

    QueueMessage(Content content, Instant visible) {
        this.content = content;
        this.visible = visible;
    }

    Content content() {
        return content;
    }

    String id() {
        return content.id();
    }

    boolean isVisible(Instant now) {
        return !visible.isAfter(now);
    }

    boolean isInFlight(Instant now) {
        return received > 0 && !isVisible(now);
    }

    boolean isDelayed(Instant now) {
        return received == 0 && !isVisible(now);
    }

    void receive(Instant now, Instant until) {
        received++;
        visible = until;
        firstReceived = firstReceived == null ? now : firstReceived;
    }

    void hideUntil(Instant until) {
        visible = until;
    }

    int received() {
        return received;
    }

    @Nullable
    Instant firstReceived() {
        return firstReceived;
    }

    boolean expired(Instant now, long retentionSeconds) {
        return !content.sent().plusSeconds(retentionSeconds).isAfter(now);
    }
}
