package dev.firebreak.internal.report;

import dev.firebreak.ContainmentReport;
import dev.firebreak.ContainmentSummary;
import dev.firebreak.Plan;
import dev.firebreak.StepResult;
import dev.firebreak.TargetRef;
import java.util.List;
import java.util.Map;

/** A report as one HTML page. */
public final class ReportHtml {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            :root { color-scheme: light dark; font: 1rem/1.4 system-ui, sans-serif }
            body { margin: 2rem; max-width: 90rem }
            table { border-collapse: collapse; margin: 1rem 0 }
            caption { text-align: left; font-weight: bold; padding: .3rem 0 }
            th, td { border: 1px solid; padding: .2rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
            th[scope=rowgroup] { padding-top: .8rem }
            @media print {
              :root { color-scheme: light; font-size: 9pt }
              body { margin: 0 }
              thead { display: table-header-group }
              tr { break-inside: avoid }
            }
            </style>
            """;

    private final String title;
    private final ContainmentReport report;
    private final Plan plan;
    private final Html html = new Html();

    private ReportHtml(String title, ContainmentReport report) {
        this.title = title;
        this.report = report;
        this.plan = report.plan();
    }

    public static String of(String title, ContainmentReport report) {
        return new ReportHtml(title, report).page();
    }

    private String page() {
        html.markup(HEAD).element("title", title).markup("</head>\n<body>\n<main>\n");
        html.element("h1", title).element("p", plan.incident().title());
        html.element("p", "Started at " + report.startedAt() + ". Digest of the plan: " + plan.digest());
        summary(report.summary());
        targets();
        guards();
        return html.markup("</main>\n</body>\n</html>\n").toString();
    }

    private void summary(ContainmentSummary summary) {
        html.element("h2", "Summary").markup("<ul>\n");
        html.element("li", SummaryWords.targets(summary));
        html.element("li", SummaryWords.times(summary.timeToCutOff()));
        html.element("li", SummaryWords.steps(summary)).markup("</ul>\n");
        if (!summary.groups().isEmpty()) {
            html.element("h2", "What did not succeed");
            html.table("By cause, the most frequent first", "Steps", "Step", "Status", "Code", "Why", "For example");
            summary.groups()
                    .forEach(group -> html.row(
                            String.valueOf(group.count()),
                            group.step(),
                            ReportText.status(group.status()),
                            group.code(),
                            group.message(),
                            SummaryWords.examples(group)));
            html.endTable();
        }
    }

    private void targets() {
        Map<TargetRef, List<StepResult>> results = MassReport.byTarget(report.results());
        html.element("h2", "Targets").table("Each step, by target", "Status", "Step", "Message", "Ended at");
        report.outcomes().forEach((target, outcome) -> {
            html.heading(4, target + ": " + outcome.label());
            results.getOrDefault(target, List.of())
                    .forEach(result -> html.row(
                            ReportText.status(result.status()),
                            result.step().summary(),
                            result.message(),
                            result.at().toString()));
        });
        html.endTable();
    }

    private void guards() {
        if (!plan.refusals().isEmpty()) {
            html.element("h2", "Left out").table("What guards kept out of the plan", "Target", "Step", "Guard", "Why");
            plan.refusals()
                    .forEach(refusal ->
                            html.row(refusal.target().toString(), refusal.step(), refusal.guard(), refusal.reason()));
            html.endTable();
        }
        if (!plan.warnings().isEmpty()) {
            html.element("h2", "Warnings").markup("<ul>\n");
            plan.warnings().forEach(warning -> html.element("li", warning));
            html.markup("</ul>\n");
        }
    }
}
