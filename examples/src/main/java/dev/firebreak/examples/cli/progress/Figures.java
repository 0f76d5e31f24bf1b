package dev.firebreak.examples.cli.progress;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a run is.
 *
 * @param goal what is to become of each target, such as {@code cut off}
 * @param targets how many targets there are
 * @param reached how many of them have come to the goal
 * @param steps how many steps there are
 * @param ended how many of them have ended, well or not
 * @param slowdown what the quotas do to it
 * @param elapsed how long the run has taken so far
 */
record Figures(String goal, int targets, int reached, int steps, int ended, Slowdown slowdown, Duration elapsed) {
    /**
     * What quotas do to a run.
     *
     * @param throttled how many calls were refused since there were too many
     * @param left how long the quotas take at least for the steps that have not ended
     */
    record Slowdown(long throttled, Duration left) {
        static final Slowdown NONE = new Slowdown(0, Duration.ZERO);
    }

    /** Steps that ended, by the second. */
    double perSecond() {
        return elapsed.isZero() ? 0 : ended * 1e9 / elapsed.toNanos();
    }

    /** The targets, and the throttled calls where there are any. */
    String targetsInWords() {
        String slowed = slowdown.throttled() == 0 ? "" : ", throttled " + slowdown.throttled() + " times";
        return "%d of %d targets %s%s".formatted(reached, targets, goal, slowed);
    }

    /** How long it takes yet: by the quotas, and where they do not count, when it goes on like this; empty when nobody can say. */
    String leftInWords() {
        if (ended == steps) {
            return "";
        }
        if (!slowdown.left().isZero()) {
            return ", at least " + seconds(slowdown.left()) + " left by quota";
        }
        return ended == 0
                ? ""
                : ", about " + seconds(elapsed.multipliedBy(steps - ended).dividedBy(ended)) + " left";
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    /** All of it on one line. */
    String inWords() {
        String rate = String.format(Locale.ROOT, "%d of %d steps, %.1f a second", ended, steps, perSecond());
        return targetsInWords() + "; " + rate + leftInWords();
    }
}
