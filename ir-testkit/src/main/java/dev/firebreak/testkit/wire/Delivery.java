package dev.firebreak.testkit.wire;

import java.time.Duration;
import java.util.Arrays;

/**
 * How an answer travels: as a rule at once and whole.
 *
 * @param lasting how long the body takes
 * @param breaksOff whether the connection ends in the middle of the body
 */
public record Delivery(Duration lasting, boolean breaksOff) {
    /** At once and whole. */
    public static final Delivery PROMPT = new Delivery(Duration.ZERO, false);

    /** Whole, but slowly. */
    public static Delivery slow(Duration lasting) {
        return new Delivery(lasting, false);
    }

    /** At once, and only half of it. */
    public static Delivery breakingOff() {
        return new Delivery(Duration.ZERO, true);
    }

    /** Whether the body comes slowly. */
    public boolean isSlow() {
        return !lasting.isZero();
    }

    /** The bytes of the body that arrive. */
    public byte[] arriving(byte[] body) {
        return breaksOff ? Arrays.copyOf(body, body.length / 2) : body;
    }
}
