package dev.firebreak;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A report in figures. Immutable.
 *
 * @param targets how many targets came to each outcome; none where an outcome is missing
 * @param steps how many steps ended in each status; none where a status is missing
 * @param timeToCutOff how long it took
 * @param groups what did not succeed, by cause; the most frequent first
 */
public record ContainmentSummary(
        Map<Outcome, Integer> targets,
        Map<StepStatus, Integer> steps,
        CutOffTimes timeToCutOff,
        List<FailureGroup> groups) {
    public ContainmentSummary {
        targets = inOrder(Outcome.class, targets);
        steps = inOrder(StepStatus.class, steps);
        groups = List.copyOf(groups);
    }

    private static <E extends Enum<E>> Map<E, Integer> inOrder(Class<E> type, Map<E, Integer> counts) {
        var ordered = new EnumMap<E, Integer>(type);
        ordered.putAll(counts);
        return Collections.unmodifiableMap(ordered);
    }

    /** How many targets there are in all. */
    public int targetCount() {
        return targets.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many steps there are in all. */
    public int stepCount() {
        return steps.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * What became of a target. It is decided by the steps that cut it off ({@link Plan#cutOffSteps}) and by what guards kept out for
     * it; where these did not end alike, the first in this order counts, and {@link #CUT_OFF} only where all succeeded.
     */
    public enum Outcome {
        /** Everything that cuts it off is in place. */
        CUT_OFF("cut off"),
        /** Something that cuts it off was refused by the provider, or was not possible. */
        FAILED("failed"),
        /** It is not known whether everything that cuts it off is in place. */
        UNKNOWN("unknown"),
        /** A guard refused. */
        REFUSED("refused"),
        /** A guard refused since the target is exempt. */
        EXEMPT("exempt"),
        /** Not tried, since a step for another target that it requires did not succeed. */
        SKIPPED("skipped"),
        /** The plan has nothing that cuts it off. */
        NO_CUT_OFF("nothing to cut off");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The outcome in words. */
        public String label() {
            return label;
        }
    }

    /**
     * How long it took to cut targets off: from {@link ContainmentReport#startedAt} to the moment at which the last change among the
     * target's {@link Plan#cutOffSteps} was verified. Only targets that are cut off count, and of these only those for which this
     * run verified a change, since the others were cut off before. A run that was resumed counts from when it was resumed.
     *
     * <p>The percentiles are by nearest rank: at least so many percent of the targets were cut off within that time.
     *
     * @param targets how many targets the times are of; when none, they are zero
     * @param p50 the time within which half of them were cut off
     * @param p99 the time within which 99 % of them were cut off
     * @param max the time within which all of them were cut off
     */
    public record CutOffTimes(int targets, Duration p50, Duration p99, Duration max) {}

    /**
     * Steps that did not succeed in the same way.
     *
     * @param status how they ended; {@link StepStatus#REFUSED} also for those that a guard kept out of the plan
     * @param step the last word of their kind, such as {@code isolate-interface}
     * @param code the provider's error code, or the guard's name; empty when there is none
     * @param message why, with {@code …} in the place of ids
     * @param count how many steps
     * @param examples the first targets of them, at most three
     */
    public record FailureGroup(
            StepStatus status, String step, String code, String message, int count, List<TargetRef> examples) {
        public FailureGroup {
            examples = List.copyOf(examples);
        }
    }
}
