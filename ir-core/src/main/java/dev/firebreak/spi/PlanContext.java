package dev.firebreak.spi;

import dev.firebreak.Action;
import dev.firebreak.Incident;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** What an action has at hand while it is planned. Lives for one plan; shared by all actions and targets of that plan. */
public interface PlanContext extends Reads {
    /** The incident that the plan is for. */
    Incident incident();

    /** The clock to take the time from. */
    Clock clock();

    /** The target, with account and Region filled in by its provider. */
    TargetRef resolve(Target target);

    /**
     * The registered provider of this type.
     *
     * @throws dev.firebreak.PlanRejectedException when there is none
     */
    <P extends Provider> P provider(Class<P> type);

    /**
     * {@inheritDoc}
     *
     * <p>Use it for every read of the world, so that one plan sees one world and pays for it once.
     */
    @Override
    <V> V once(Object key, Supplier<V> read);

    /** The steps of these actions, in their order; the actions are planned side by side. */
    <T extends Target> List<Step> plan(T target, List<? extends Action<? super T>> actions);
}
