package dev.firebreak.testkit.service.sqs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A queue: its attributes, its tags, and its messages in the order in which they came. */
final class Queue {
    /** Which queue it is. */
    record Name(String account, String region, String name) {
        String arn() {
            return "arn:aws:sqs:" + region + ":" + account + ":" + name;
        }

        String url() {
            return "https://sqs." + region + ".amazonaws.com/" + account + "/" + name;
        }
    }

    /** What was sent under a deduplication id, and until when SQS remembers it. */
    record Sent(QueueMessage.Content content, Instant until) {}

    private final Name name;
    private final Instant created;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final Map<String, QueueMessage> messages = new LinkedHashMap<>();
    private final Map<String, Sent> deduplication = new LinkedHashMap<>();
    private final List<MoveTask> moveTasks = new ArrayList<>();
    private Instant modified;
    private @Nullable Instant purged;
    private long sequence = 1;

    Queue(Name name, Instant created) {
        this.name = name;
        this.created = created;
        this.modified = created;
    }

    Name name() {
        return name;
    }

    Instant created() {
        return created;
    }

    Instant modified() {
        return modified;
    }

    /** The attributes that were set; see {@link QueueAttributes} for the others. */
    Map<String, String> attributes() {
        return attributes;
    }

    void attributes(Map<String, String> changed, Instant now) {
        changed.forEach((attribute, value) -> {
            if (value.isEmpty()) {
                attributes.remove(attribute);
            } else {
                attributes.put(attribute, value);
            }
        });
        modified = now;
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, QueueAttributes.defaultOf(attribute));
    }

    long number(String attribute) {
        return Long.parseLong(attribute(attribute));
    }

    boolean isFifo() {
        return name.name().endsWith(".fifo");
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    List<MoveTask> moveTasks() {
        return moveTasks;
    }

    @Nullable
    Instant purged() {
        return purged;
    }

    void purge(Instant now) {
        messages.clear();
        purged = now;
    }

    /** The messages that are still kept, the oldest first. */
    Collection<QueueMessage> messages(Instant now) {
        long retention = number("MessageRetentionPeriod");
        messages.values().removeIf(message -> message.expired(now, retention));
        return messages.values();
    }

    void add(QueueMessage message) {
        messages.put(message.id(), message);
    }

    @Nullable
    QueueMessage message(String id, Instant now) {
        messages(now);
        return messages.get(id);
    }

    void remove(String id) {
        messages.remove(id);
    }

    /** What was sent in the last five minutes under a deduplication id; empty ids are never the same. */
    Map<String, Sent> deduplication(Instant now) {
        deduplication.values().removeIf(sent -> !sent.until().isAfter(now));
        return deduplication;
    }

    /** The next sequence number, 20 digits and growing. */
    String nextSequence() {
        return String.format(Locale.ROOT, "%020d", 1_885_000_000_000_000_000L + 256 * sequence++);
    }
}
