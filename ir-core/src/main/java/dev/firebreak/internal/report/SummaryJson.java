package dev.firebreak.internal.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.ContainmentSummary;
import dev.firebreak.ContainmentSummary.CutOffTimes;
import dev.firebreak.ContainmentSummary.FailureGroup;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.CanonicalJson;
import java.util.Locale;
import java.util.Map;

/** The figures of a report as JSON. */
public final class SummaryJson {
    private SummaryJson() {}

    /** An object with {@code summary} and {@code groups}. */
    public static ObjectNode of(ContainmentSummary summary) {
        ObjectNode tree = CanonicalJson.object();
        ObjectNode figures = tree.putObject("summary");
        counts(figures.putObject("targets").put("total", summary.targetCount()), summary.targets());
        counts(figures.putObject("steps").put("total", summary.stepCount()), summary.steps());
        CutOffTimes times = summary.timeToCutOff();
        figures.putObject("timeToCutOff")
                .put("targets", times.targets())
                .put("p50Millis", times.p50().toMillis())
                .put("p99Millis", times.p99().toMillis())
                .put("maxMillis", times.max().toMillis());
        var groups = tree.putArray("groups");
        summary.groups().forEach(group -> groups.add(group(group)));
        return tree;
    }

    private static void counts(ObjectNode into, Map<? extends Enum<?>, Integer> counts) {
        counts.forEach((name, count) -> into.put(name.name().toLowerCase(Locale.ROOT), count));
    }

    private static ObjectNode group(FailureGroup group) {
        ObjectNode tree = CanonicalJson.object()
                .put("status", ReportText.status(group.status()))
                .put("step", group.step())
                .put("code", group.code())
                .put("message", group.message())
                .put("count", group.count());
        tree.set(
                "examples",
                CanonicalJson.tree(
                        group.examples().stream().map(TargetRef::toString).toList()));
        return tree;
    }
}
