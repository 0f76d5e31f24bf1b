package dev.firebreak.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class ManualClock extends Clock {
    private static final Instant START = Instant.parse("2026-01-15T09:00:00Z");

    private final AtomicReference<Instant> now;
    private final List<Alarm> alarms;
    private final ZoneId zone;

    private ManualClock(AtomicReference<Instant> now, List<Alarm> alarms, ZoneId zone) {
        this.now = now;
        this.alarms = alarms;
        this.zone = zone;
    }

    /** A clock that shows the 15th of January 2026, 09:00 UTC. */
    public static ManualClock create() {
        return at(START);
    }

    /** A clock that shows this instant. */
    public static ManualClock at(Instant instant) {
        return new ManualClock(new AtomicReference<>(instant), new CopyOnWriteArrayList<>(), ZoneOffset.UTC);
    }

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException when the duration is negative; time does not run backwards
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Invalid duration: " + duration + " (must not be negative)");
        }
        Duration left = duration;
        for (Optional<Alarm> due = due(left); due.isPresent(); due = due(left)) {
            Instant before = instant();
            Duration step = Duration.between(before, due.get().next());
            if (step.compareTo(Duration.ZERO) > 0) {
                now.updateAndGet(instant -> instant.plus(step));
                left = left.minus(step);
            }
            due.get().ring();
        }
        Duration rest = left;
        now.updateAndGet(instant -> instant.plus(rest));
    }

    /** Runs something whenever so much time has passed, at that time, while the clock is advanced. */
    void every(Duration period, Runnable action) {
        alarms.add(new Alarm(instant().plus(period), period, action));
    }

    private Optional<Alarm> due(Duration left) {
        Instant end = instant().plus(left);
        return alarms.stream().filter(alarm -> !alarm.next().isAfter(end)).min(Comparator.comparing(Alarm::next));
    }

    /** Something that happens again and again. */
    private static final class Alarm {
        private final Duration period;
        private final Runnable action;
        private volatile Instant next;

        Alarm(Instant next, Duration period, Runnable action) {
            this.next = next;
            this.period = period;
            this.action = action;
        }

        Instant next() {
            return next;
        }

        void ring() {
            next = next.plus(period);
            action.run();
        }
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, moved by the same calls, in another time zone. */
    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(now, alarms, other);
    }
}
