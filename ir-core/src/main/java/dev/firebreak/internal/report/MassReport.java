package dev.firebreak.internal.report;

import dev.firebreak.ContainmentReport;
import dev.firebreak.ContainmentSummary;
import dev.firebreak.ContainmentSummary.Outcome;
import dev.firebreak.StepResult;
import dev.firebreak.TargetRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report on several targets in words: figures, causes, then each target. */
public final class MassReport {
    private MassReport() {}

    public static String of(String title, ContainmentReport report) {
        var text = new StringBuilder();
        ReportText.line(text, title);
        summary(text, report.summary());
        Map<TargetRef, List<StepResult>> results = byTarget(report.results());
        report.outcomes()
                .forEach((target, outcome) -> target(text, target, outcome, results.getOrDefault(target, List.of())));
        ReportText.refusals(text, report.plan().refusals());
        ReportText.warnings(text, report.plan().warnings());
        return text.toString();
    }

    private static void summary(StringBuilder text, ContainmentSummary summary) {
        ReportText.line(text, SummaryWords.targets(summary));
        ReportText.line(text, SummaryWords.times(summary.timeToCutOff()));
        ReportText.line(text, SummaryWords.steps(summary));
        if (!summary.groups().isEmpty()) {
            ReportText.line(text, "What did not succeed:");
            summary.groups().forEach(group -> ReportText.line(text, "  " + SummaryWords.cause(group)));
        }
    }

    static Map<TargetRef, List<StepResult>> byTarget(List<StepResult> results) {
        return results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.step().target(), LinkedHashMap::new, Collectors.toList()));
    }

    private static void target(StringBuilder text, TargetRef target, Outcome outcome, List<StepResult> results) {
        ReportText.line(text, target + ": " + outcome.label());
        results.forEach(result -> ReportText.result(text, result));
    }
}
