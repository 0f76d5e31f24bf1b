package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Puts messages into queues. */
final class Sending {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private Sending() {}

    /** Takes a message from a sender; a FIFO queue answers again what it answered to the same message in the last five minutes. */
    static QueueMessage.Content send(World world, Queue queue, OutgoingMessage message, String senderId) {
        MessageChecks.check(queue, message);
        Instant now = world.now();
        if (!queue.isFifo()) {
            return add(world, queue, message.noting("SenderId", senderId));
        }
        String id = message.system().getOrDefault("MessageDeduplicationId", MessageDigests.sha256(message.body()));
        String key = queue.attribute("DeduplicationScope").equals("messageGroup")
                ? message.system().get("MessageGroupId") + "/" + id
                : id;
        Queue.Sent before = queue.deduplication(now).get(key);
        if (before != null) {
            return before.content();
        }
        QueueMessage.Content content = add(
                world,
                queue,
                message.noting("SenderId", senderId)
                        .noting("MessageDeduplicationId", id)
                        .noting("SequenceNumber", queue.nextSequence()));
        queue.deduplication(now).put(key, new Queue.Sent(content, now.plus(REMEMBERED)));
        return content;
    }

    private static QueueMessage.Content add(World world, Queue queue, OutgoingMessage message) {
        Instant now = world.now();
        var system = new TreeMap<>(message.system());
        system.put("SentTimestamp", String.valueOf(now.toEpochMilli()));
        var content = new QueueMessage.Content(world.ids().uuid(), message.body(), message.attributes(), system, now);
        long delay = message.delay() == null ? queue.number("DelaySeconds") : message.delay();
        queue.add(new QueueMessage(content, now.plusSeconds(delay)));
        return content;
    }

    /** Moves a message to another queue, with its id and the time at which it was sent. */
    static void move(World world, QueueMessage message, Queue from, Queue to) {
        from.remove(message.id());
        QueueMessage.Content old = message.content();
        var system = new TreeMap<>(old.system());
        system.put("DeadLetterQueueSourceArn", from.name().arn());
        var moved = new QueueMessage.Content(old.id(), old.body(), old.attributes(), system, sent(world, to, old));
        to.add(new QueueMessage(moved, world.now()));
    }

    /** The retention of a standard queue counts from the first sending; a FIFO queue starts anew. */
    private static Instant sent(World world, Queue to, QueueMessage.Content old) {
        return to.isFifo() ? world.now() : old.sent();
    }
}
