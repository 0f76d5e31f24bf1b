package dev.firebreak.spi;

import dev.firebreak.StepResult;
import java.time.Instant;
import java.util.List;

/**
 * One run of a plan.
 *
 * @param startedAt when it began
 * @param results how each step ended, in the plan's order
 */
public record Execution(Instant startedAt, List<StepResult> results) {
    public Execution {
        results = List.copyOf(results);
    }
}
