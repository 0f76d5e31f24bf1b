package dev.firebreak.testkit.service.rds;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weekly hours, in UTC, in which RDS does what does not apply immediately.
 *
 * @param day the day on which it begins
 * @param time when it begins
 */
record MaintenanceWindow(DayOfWeek day, LocalTime time) {
    /** What an instance is given when none is named; RDS draws it by lot from the night of the Region. */
    static final String USUAL = "sun:23:00-sun:23:30";

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern FORM = Pattern.compile(
            "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):([0-5]\\d)-(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):([0-5]\\d)");
    private static final int WEEK = (int) Duration.ofDays(7).toMinutes();
    private static final int LEAST = 30;

    /** The window that a text such as {@code sun:23:00-sun:23:30} names. */
    static MaintenanceWindow parse(String text) {
        Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw RdsErrors.value(
                    "Invalid maintenance window format: %s. Should be specified as a range ddd:hh24:mi-ddd:hh24:mi (24H Clock UTC). Example: Sun:23:45-Mon:00:15",
                    text);
        }
        int length = Math.floorMod(minute(parts, 4) - minute(parts, 1), WEEK);
        if (length < LEAST) {
            throw RdsErrors.value("The maintenance window must be at least %d minutes long.", LEAST);
        }
        return new MaintenanceWindow(
                DayOfWeek.of(DAYS.indexOf(parts.group(1)) + 1),
                LocalTime.of(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3))));
    }

    private static int minute(Matcher parts, int group) {
        int hours = DAYS.indexOf(parts.group(group)) * 24 + Integer.parseInt(parts.group(group + 1));
        return hours * 60 + Integer.parseInt(parts.group(group + 2));
    }

    /** The last time that it began, at a time or before it. */
    Instant lastStart(Instant now) {
        OffsetDateTime today = now.atOffset(ZoneOffset.UTC);
        OffsetDateTime start = today.with(TemporalAdjusters.previousOrSame(day)).with(time);
        return (start.isAfter(today) ? start.minusWeeks(1) : start).toInstant();
    }
}
