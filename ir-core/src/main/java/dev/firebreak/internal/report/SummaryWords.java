package dev.firebreak.internal.report;

import dev.firebreak.ContainmentSummary;
import dev.firebreak.ContainmentSummary.CutOffTimes;
import dev.firebreak.ContainmentSummary.FailureGroup;
import dev.firebreak.ContainmentSummary.Outcome;
import dev.firebreak.TargetRef;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of a report in words. */
final class SummaryWords {
    private SummaryWords() {}

    static String targets(ContainmentSummary summary) {
        return summary.targetCount() + " targets: " + counts(summary.targets(), Outcome::label);
    }

    static String steps(ContainmentSummary summary) {
        return summary.stepCount() + " steps: " + counts(summary.steps(), ReportText::status);
    }

    private static <E> String counts(Map<E, Integer> counts, Function<E, String> label) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + label.apply(count.getKey()))
                        .collect(Collectors.joining(", "));
    }

    static String times(CutOffTimes times) {
        return times.targets() == 0
                ? "Time to cut-off: no target was cut off by this run"
                : "Time to cut-off: p50 %s, p99 %s, max %s (%d targets)"
                        .formatted(seconds(times.p50()), seconds(times.p99()), seconds(times.max()), times.targets());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    static String cause(FailureGroup group) {
        String code = group.code().isEmpty() || group.message().contains(group.code()) ? "" : " (" + group.code() + ")";
        return "%d x %s %s%s: %s; e.g. %s"
                .formatted(
                        group.count(),
                        group.step(),
                        ReportText.status(group.status()),
                        code,
                        group.message(),
                        examples(group));
    }

    static String examples(FailureGroup group) {
        return group.examples().stream().map(TargetRef::id).collect(Collectors.joining(", "));
    }
}
