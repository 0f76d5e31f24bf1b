package dev.firebreak.evidence;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.spi.PlanContext;
import java.util.List;

/**
 * What evidence to collect from a target. Planning a request reads the world and yields steps.
 *
 * <p>A step whose kind is that of an {@link dev.firebreak.evidence.spi.EvidenceSource} becomes one item in the store; a step of any
 * other kind runs as its {@link dev.firebreak.spi.StepHandler} says, as a snapshot does. Steps have
 * {@link dev.firebreak.Effect#COLLECT}, and the phase that fits how volatile the evidence is.
 *
 * <p><b>Threading:</b> one request may be planned for many targets side by side; requests are immutable.
 *
 * @param <T> the targets that the request fits
 */
@FunctionalInterface
public interface EvidenceRequest<T extends Target> {
    /**
     * The steps that collect this evidence from the target; none when there is nothing to collect. Changes nothing.
     *
     * @throws dev.firebreak.PlanRejectedException when this evidence cannot be collected from this target
     */
    List<Step> plan(T target, PlanContext context);
}
