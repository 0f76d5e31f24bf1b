package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.guest.CommandResult;
import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.service.ssm.document.DocumentContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node is to run.
 *
 * @param steps the steps of the document
 * @param parameters the parameters of this run
 */
record CommandPlan(List<DocumentContent.Step> steps, Map<String, List<String>> parameters) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
    private static final Set<String> SCRIPTS = Set.of("aws:runShellScript", "aws:runPowerShellScript");

    /**
     * What came of one step.
     *
     * @param step the step
     * @param result what its script left behind
     * @param timedOut whether it was ended for taking too long
     */
    record Outcome(DocumentContent.Step step, CommandResult result, boolean timedOut) {
        boolean succeeded() {
            return !timedOut && result.exitCode() == 0;
        }

        Duration took() {
            return result.took();
        }
    }

    /** Runs the steps, as far as the first that fails. */
    List<Outcome> run(Guest guest) {
        var outcomes = new ArrayList<Outcome>();
        for (DocumentContent.Step step : steps) {
            if (!step.platform().isEmpty()
                    && !step.platform().equals(guest.platform().type())) {
                continue;
            }
            Outcome outcome = run(guest, step);
            outcomes.add(outcome);
            if (!outcome.succeeded()) {
                break;
            }
        }
        return outcomes;
    }

    private Outcome run(Guest guest, DocumentContent.Step step) {
        if (!SCRIPTS.contains(step.action())) {
            String refusal = "Plugin with name " + step.action() + " is not supported by this version of ssm agent\n";
            return new Outcome(step, CommandResult.failed(1, refusal), false);
        }
        String script = String.join("\n", DocumentContent.render(step.inputs().path("runCommand"), parameters));
        CommandResult result = guest.run(script);
        Duration limit = limit(step);
        boolean timedOut = result.took().compareTo(limit) > 0;
        return new Outcome(step, timedOut ? result.after(limit) : result, timedOut);
    }

    private Duration limit(DocumentContent.Step step) {
        List<String> seconds = DocumentContent.render(step.inputs().path("timeoutSeconds"), parameters);
        return !seconds.isEmpty() && seconds.get(0).matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds.get(0)))
                : DEFAULT_TIMEOUT;
    }
}
