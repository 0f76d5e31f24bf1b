package dev.firebreak.telemetry;

import dev.firebreak.Plan;
import dev.firebreak.StepResult;
import dev.firebreak.spi.Provider;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Is told what a responder does, while it does it.
 *
 * <p><b>Threading:</b> is called by many threads at once, and keeps each of them waiting for as long as it takes.
 *
 * <p><b>Failure:</b> an exception of an observer stops the run before its next change, as one of the journal does. One that only tells
 * others catches its own.
 */
public interface Observer {
    /** A responder was built with these providers. */
    default void attached(List<Provider> providers) {}

    /** Surrounds work on this thread; runs it once, and lets its exceptions pass. */
    default void around(Activity activity, Runnable work) {
        work.run();
    }

    /**
     * Takes the surroundings of this thread to others.
     *
     * @return makes of work what does the same on another thread, within what this observer has put around this one
     */
    default UnaryOperator<Runnable> carrier() {
        return UnaryOperator.identity();
    }

    /** A plan was made. */
    default void planned(Activity.Planning planning, Plan plan) {}

    /**
     * A step has ended. One that was verified, and that somebody has changed back by the end of the run, ends once more.
     *
     * @param whole the run, or the release
     */
    default void ended(Activity whole, StepResult result) {}
}
