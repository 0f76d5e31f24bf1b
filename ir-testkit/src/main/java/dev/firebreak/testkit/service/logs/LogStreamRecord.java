package dev.firebreak.testkit.service.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log stream and its events. At most 100,000 are kept; AWS has no such bound. */
final class LogStreamRecord {
    private static final int MOST = 100_000;

    private final String name;
    private final long created;
    private final Deque<LogEntry> events = new ArrayDeque<>();

    LogStreamRecord(String name, long created) {
        this.name = name;
        this.created = created;
    }

    String name() {
        return name;
    }

    long created() {
        return created;
    }

    void add(LogEntry event) {
        if (events.size() == MOST) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** Drops what the retention of the group no longer keeps. */
    void expire(long oldest) {
        events.removeIf(event -> event.timestamp() < oldest);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** The events in the order of their time. */
    List<LogEntry> byTime() {
        var sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(LogEntry::timestamp).thenComparingLong(LogEntry::number));
        return sorted;
    }

    @Nullable
    Long first() {
        return events.isEmpty() ? null : byTime().get(0).timestamp();
    }

    @Nullable
    Long last() {
        return events.isEmpty() ? null : byTime().get(events.size() - 1).timestamp();
    }

    @Nullable
    Long ingested() {
        return events.isEmpty() ? null : events.getLast().ingested();
    }
}
