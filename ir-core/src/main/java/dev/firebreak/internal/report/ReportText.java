package dev.firebreak.internal.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Effect;
import dev.firebreak.Plan;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.TargetRef;
import dev.firebreak.internal.PlanJson;
import dev.firebreak.spi.CanonicalJson;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Plans and reports for people, and results as JSON. Everything that comes from the account is printed without control characters. */
public final class ReportText {
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    /** The length of the longest status. */
    private static final int WIDEST = 12;

    private ReportText() {}

    /** A plan in words. */
    public static String of(Plan plan) {
        var text = new StringBuilder();
        long changes = plan.steps().stream()
                .filter(step -> step.effect() == Effect.CHANGE)
                .count();
        long irreversible = plan.steps().stream()
                .filter(step -> step.irreversibleBecause().isPresent())
                .count();
        int calls = plan.steps().stream().mapToInt(Step::calls).sum();
        line(
                text,
                "Plan for %s: %s"
                        .formatted(plan.incident().id(), plan.incident().title()));
        line(
                text,
                "%d steps, %d of them changes, %d of those cannot be taken back; about %d API calls"
                        .formatted(plan.steps().size(), changes, irreversible, calls));
        line(text, "Digest %s".formatted(plan.digest()));
        int number = 1;
        TargetRef target = null;
        for (Step step : plan.steps()) {
            if (!step.target().equals(target)) {
                target = step.target();
                line(text, target.toString());
            }
            step(text, number++, step);
        }
        refusals(text, plan.refusals());
        warnings(text, plan.warnings());
        return text.toString();
    }

    private static void step(StringBuilder text, int number, Step step) {
        line(text, "  %2d. [%s] %s".formatted(number, step.phase().label(), step.summary()));
        step.irreversibleBecause().ifPresent(reason -> line(text, "      cannot be taken back: %s".formatted(reason)));
        step.notes().forEach(note -> line(text, "      note: %s".formatted(note)));
    }

    static void refusals(StringBuilder text, List<Refusal> refusals) {
        refusals.forEach(refusal -> line(
                text,
                "Left out: %s of %s (%s: %s)"
                        .formatted(refusal.step(), refusal.target(), refusal.guard(), refusal.reason())));
    }

    static void warnings(StringBuilder text, List<String> warnings) {
        warnings.forEach(warning -> line(text, "Warning: %s".formatted(warning)));
    }

    /** A report in words. */
    public static String of(String title, List<StepResult> results, List<Refusal> refusals, List<String> warnings) {
        var text = new StringBuilder();
        line(text, title);
        results.forEach(result -> result(text, result));
        refusals(text, refusals);
        warnings(text, warnings);
        return text.toString();
    }

    static void result(StringBuilder text, StepResult result) {
        String message = result.message().isEmpty() ? "" : ": " + result.message();
        line(
                text,
                "  %-12s %s%s".formatted(status(result.status()), result.step().summary(), message));
    }

    static String status(StepStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static void line(StringBuilder text, String line) {
        text.append(printable(line)).append('\n');
    }

    /** The text on one line: every character that could move the cursor, or turn the text round, is a question mark. */
    static String printable(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) < ' ' || text.charAt(index) > '~') {
                return UNFIT.matcher(text).replaceAll("?");
            }
        }
        return text;
    }

    /** Results and refusals as JSON. */
    public static ObjectNode json(List<StepResult> results, List<Refusal> refusals) {
        ObjectNode tree = CanonicalJson.object();
        var steps = tree.putArray("steps");
        results.forEach(result -> steps.addObject()
                .put("id", result.step().id())
                .put("kind", result.step().kind())
                .put("target", result.step().target().toString())
                .put("resource", result.step().resource().toString())
                .put("status", status(result.status()))
                .put("code", result.code())
                .put("message", result.message())
                .put("at", result.at().toString()));
        tree.set("refusals", PlanJson.refusals(refusals));
        return tree;
    }
}
