package dev.firebreak.spi;

import dev.firebreak.JournalException;
import dev.firebreak.Step;
import dev.firebreak.internal.Foreign;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A handler that can look at many resources, and change them, with fewer calls than one by one.
 *
 * <p>The engine decides which steps are handled together, and keeps the books of each by itself: one that fails in a batch fails alone.
 * A step must come out the same whether it is handled alone or with others, so that a plan may also be run step by step.
 *
 * @param <S> as of {@link StepHandler}
 */
public interface BatchHandler<S> extends StepHandler<S> {
    /** How many steps may be handled together. */
    int batchSize();

    /**
     * What steps must have in common, beside kind, account and Region, to be handled together; for instance a VPC. By default nothing.
     */
    default String batch(Step step) {
        return "";
    }

    /** How long to gather steps behind a batch that the quota has cut short. By default not at all. */
    default Duration spacing() {
        return Duration.ZERO;
    }

    /**
     * Reads the states of many from the world, by step id. A step that is not in the answer is looked at alone, with {@link #observe}.
     */
    Map<String, S> observeAll(List<StepContext> contexts);

    /**
     * Makes the changes.
     *
     * @param before the state before the first attempt, by step
     * @return what was thrown for each step that did not go well, by step id
     * @throws RuntimeException when it holds for every one of the steps
     */
    default Map<String, RuntimeException> applyAll(Map<StepContext, S> before) {
        var failures = new HashMap<String, RuntimeException>();
        before.forEach((context, state) -> {
            try {
                Foreign.run(getClass().getName() + " apply", () -> apply(context, state));
            } catch (JournalException e) {
                throw e;
            } catch (RuntimeException e) {
                failures.put(context.step().id(), e);
            }
        });
        return failures;
    }
}
