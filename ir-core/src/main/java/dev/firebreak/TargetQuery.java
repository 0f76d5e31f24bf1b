package dev.firebreak;

import dev.firebreak.spi.PlanContext;
import java.util.List;

/**
 * Names targets by what they have in common. Resolved while planning, so that the plan that is approved names each of them, and
 * what joins them later is not touched.
 *
 * <p>A query that finds nothing is named in a warning of the plan by its {@link Object#toString}, which should read like
 * <em>instances in vpc-0123</em>.
 *
 * @param <T> the kind of target
 */
@FunctionalInterface
public interface TargetQuery<T extends Target> {
    /**
     * The targets, as they are now; reads only.
     *
     * @throws PlanRejectedException when the query cannot be answered; a query that finds nothing is an answer
     */
    List<T> find(PlanContext context);
}
