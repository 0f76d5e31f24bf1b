package dev.firebreak.journal.spi;

import java.time.Instant;

/**
 * Writes times as {@link Instant#toString} does. Formatting is slow, and times follow each other closely: the second is kept. Not safe for
 * use by many threads.
 */
final class TimeText {
    private long second = Long.MIN_VALUE;
    private String text = "";

    String of(Instant time) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            String whole = Instant.ofEpochSecond(second).toString();
            text = whole.substring(0, whole.length() - 1);
        }
        return text + fraction(time.getNano()) + "Z";
    }

    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = Integer.toString(nanos + 1_000_000_000);
        if (nanos % 1_000_000 == 0) {
            return "." + digits.substring(1, 4);
        }
        return "." + digits.substring(1, nanos % 1_000 == 0 ? 7 : 10);
    }
}
