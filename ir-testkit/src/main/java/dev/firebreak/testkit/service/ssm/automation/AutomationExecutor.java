package dev.firebreak.testkit.service.ssm.automation;

import java.util.List;
import java.util.Map;

/** What a runbook does, as a test says it in Java. */
@FunctionalInterface
public interface AutomationExecutor {
    /**
     * Runs the runbook with its parameters.
     *
     * @return the outputs
     * @throws RuntimeException when it fails; the message becomes the failure message
     */
    Map<String, List<String>> run(Map<String, List<String>> parameters);
}
