package dev.firebreak.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Effect;
import dev.firebreak.Plan;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.CanonicalJson;
import java.util.List;
import java.util.Locale;

/** Plans and reports for people, and results as JSON. Everything that comes from the account is printed without control characters. */
public final class ReportText {
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
        plan.warnings().forEach(warning -> line(text, "Warning: %s".formatted(warning)));
        return text.toString();
    }

    private static void step(StringBuilder text, int number, Step step) {
        line(text, "  %2d. [%s] %s".formatted(number, step.phase().label(), step.summary()));
        step.irreversibleBecause().ifPresent(reason -> line(text, "      cannot be taken back: %s".formatted(reason)));
        step.notes().forEach(note -> line(text, "      note: %s".formatted(note)));
    }

    private static void refusals(StringBuilder text, List<Refusal> refusals) {
        refusals.forEach(refusal -> line(
                text,
                "Left out: %s of %s (%s: %s)"
                        .formatted(refusal.step(), refusal.target(), refusal.guard(), refusal.reason())));
    }

    /** A report in words. */
    public static String of(String title, List<StepResult> results, List<Refusal> refusals, List<String> warnings) {
        var text = new StringBuilder();
        line(text, title);
        for (StepResult result : results) {
            String message = result.message().isEmpty() ? "" : ": " + result.message();
            line(text, "  %-12s %s%s".formatted(status(result), result.step().summary(), message));
        }
        refusals(text, refusals);
        warnings.forEach(warning -> line(text, "Warning: %s".formatted(warning)));
        return text.toString();
    }

    private static String status(StepResult result) {
        return result.status().name().toLowerCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.replaceAll("\\p{Cntrl}", "?")).append('\n');
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
                .put("status", status(result))
                .put("message", result.message())
                .put("at", result.at().toString()));
        tree.set("refusals", PlanJson.refusals(refusals));
        return tree;
    }
}
