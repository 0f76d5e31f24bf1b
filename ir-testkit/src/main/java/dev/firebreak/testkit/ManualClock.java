package dev.firebreak.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class ManualClock extends Clock {
    private static final Instant START = Instant.parse("2026-01-15T09:00:00Z");

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private ManualClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** A clock that shows the 15th of January 2026, 09:00 UTC. */
    public static ManualClock create() {
        return at(START);
    }

    /** A clock that shows this instant. */
    public static ManualClock at(Instant instant) {
        return new ManualClock(new AtomicReference<>(instant), ZoneOffset.UTC);
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
        now.updateAndGet(instant -> instant.plus(duration));
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
        return new ManualClock(now, other);
    }
}
