package dev.firebreak.spi;

import dev.firebreak.Step;
import java.util.Optional;

/**
 * May refuse a step that changes something. Asked when a plan is made, and again before the step is applied.
 *
 * <p><b>Threading:</b> asked about many steps side by side.
 *
 * <p><b>Failure:</b> an exception refuses the step.
 */
public interface Guard {
    /** The guard's name in reports. */
    String name();

    /**
     * Why the step is refused; empty when the guard has nothing against it. A reason that begins with the word {@code exempt} is
     * counted as an exemption in reports, any other as a refusal.
     */
    Optional<String> refuse(Step step, GuardContext context);
}
