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
 * @param throttles how many answers asked to slow down
 * @param elapsed how long the run has taken so far
 */
record Figures(String goal, int targets, int reached, int steps, int ended, long throttles, Duration elapsed) {
    /** Steps that ended, by the second. */
    double perSecond() {
        return elapsed.isZero() ? 0 : ended * 1e9 / elapsed.toNanos();
    }

    /** How long it takes yet when it goes on like this; zero when nobody can say. */
    Duration left() {
        return ended == 0 ? Duration.ZERO : elapsed.multipliedBy(steps - ended).dividedBy(ended);
    }

    /** The targets, and the throttles where there are any. */
    String targetsInWords() {
        String slowed = throttles == 0 ? "" : ", throttled " + throttles + " times";
        return "%d of %d targets %s%s".formatted(reached, targets, goal, slowed);
    }

    /** All of it on one line. */
    String inWords() {
        String rate = String.format(Locale.ROOT, "%d of %d steps, %.1f a second", ended, steps, perSecond());
        String rest = ended == 0 || ended == steps ? "" : ", about " + left().toSeconds() + " s left";
        return targetsInWords() + "; " + rate + rest;
    }
}
