package dev.firebreak;

import dev.firebreak.spi.PlanContext;
import java.util.List;

/**
 * What to do to a target. Planning an action reads the world and yields steps.
 *
 * <p>An application adds an action of its own by writing a class that implements this and
 * {@link dev.firebreak.spi.StepHandler}, and registers it with {@link Containment.Builder#handler}.
 *
 * <p><b>Threading:</b> one action may be planned for many targets side by side; actions are immutable.
 *
 * @param <T> the targets that the action fits
 */
@FunctionalInterface
public interface Action<T extends Target> {
    /**
     * The steps that carry out this action on the target; none when there is nothing to do. Changes nothing.
     *
     * @throws PlanRejectedException when the action cannot be carried out on this target
     */
    List<Step> plan(T target, PlanContext context);
}
