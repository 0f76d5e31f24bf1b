package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The management events of an account in a Region: those of the last 90 days, and of them the newest 100,000.
 *
 * <p>AWS keeps all of 90 days; the bound keeps a long simulation from filling the memory.
 */
final class EventHistory implements ServiceState {
    private static final int MOST = 100_000;
    private static final Duration KEPT = Duration.ofDays(90);

    private final Deque<RecordedEvent> events = new ArrayDeque<>();

    private EventHistory() {}

    static EventHistory of(Region region) {
        return region.state(EventHistory.class, made -> new EventHistory());
    }

    void add(RecordedEvent event) {
        forget(event.time());
        if (events.size() == MOST) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** The events, the newest first. */
    Iterable<RecordedEvent> newestFirst(Instant now) {
        forget(now);
        return events::descendingIterator;
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(KEPT);
        while (!events.isEmpty() && events.getFirst().time().isBefore(oldest)) {
            events.removeFirst();
        }
    }

    /** Empty: calls merely observed are no part of the world's state. */
    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
