package dev.firebreak.testkit.fault;

import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * At which of the calls that a rule fits its fault shows.
 *
 * @param setting how it was set, such as {@code nth(2)}
 * @param calls the calls, counted from 1
 */
record Occasions(String setting, IntPredicate calls) {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    static Occasions always() {
        return new Occasions("always()", count -> true);
    }

    static Occasions nth(int call) {
        requirePositive(call);
        return new Occasions("nth(" + call + ")", count -> count == call);
    }

    static Occasions first(int calls) {
        requirePositive(calls);
        return new Occasions("first(" + calls + ")", count -> count <= calls);
    }

    static Occasions every(int calls) {
        requirePositive(calls);
        return new Occasions("every(" + calls + ")", count -> count % calls == 0);
    }

    /** Each call draws for itself, from the seed and its number, so that threads do not change each other's lots. */
    static Occasions probability(double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Invalid probability: " + share + " (must be more than 0 and at most 1)");
        }
        return new Occasions(
                "probability(" + share + ", " + seed + ")",
                count -> new SplittableRandom(seed + count * SPREAD).nextDouble() < share);
    }

    boolean include(int count) {
        return calls.test(count);
    }

    private static void requirePositive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("Invalid number of calls: " + number + " (must be at least 1)");
        }
    }
}
