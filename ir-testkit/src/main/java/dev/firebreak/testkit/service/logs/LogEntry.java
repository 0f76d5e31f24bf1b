package dev.firebreak.testkit.service.logs;

import java.util.Locale;

/**
 * One log event.
 *
 * @param number its place in the order of arrival in its group; the event id comes of it
 * @param timestamp when it happened, in milliseconds
 * @param ingested when it arrived, in milliseconds
 * @param message what it says
 */
record LogEntry(long number, long timestamp, long ingested, String message) {
    /** The event id. */
    String id() {
        return String.format(Locale.ROOT, "%020d%036d", timestamp, number);
    }
}
