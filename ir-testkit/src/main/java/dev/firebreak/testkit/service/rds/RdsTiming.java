package dev.firebreak.testkit.service.rds;

import java.time.Duration;

/**
 * How long RDS takes, by the world's clock.
 *
 * @param create from {@code creating} to {@code available}
 * @param change until a modification, a start, a stop or a reboot is over
 * @param delete from {@code deleting} to gone
 * @param snapshot until a snapshot is {@code available}
 */
public record RdsTiming(Duration create, Duration change, Duration delete, Duration snapshot) {
    /** Five minutes to create, one to change, three to delete, and two for a snapshot. */
    public static final RdsTiming DEFAULT =
            new RdsTiming(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(3), Duration.ofMinutes(2));
}
