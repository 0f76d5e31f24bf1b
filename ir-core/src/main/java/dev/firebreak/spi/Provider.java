package dev.firebreak.spi;

import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import java.util.List;
import java.util.Map;

/**
 * A bundle of step handlers and the clients that they need.
 *
 * <p><b>Threading:</b> safe for use by many threads.
 *
 * <p><b>Failure:</b> reads let the client's exceptions pass, as handlers do.
 */
public interface Provider {
    /** The name that targets carry, such as {@code aws}. */
    String name();

    /**
     * Fills in account and Region.
     *
     * @throws dev.firebreak.PlanRejectedException when the account or Region is not known, or not one that the caller allowed
     */
    TargetRef resolve(Target target);

    /** The handlers of all kinds of step that this provider runs. */
    List<StepHandler<?>> handlers();

    /** What an exception thrown by one of the handlers means. By default, that nothing is known about its effect. */
    default Failure classify(RuntimeException exception) {
        return Failure.unknown(exception);
    }

    /**
     * The identities that this process acts with when it acts on the resource: user, role, access key, and the instance that it runs
     * on, as far as known. By default none.
     */
    default List<TargetRef> callers(TargetRef resource) {
        return List.of();
    }

    /** The tags of the resource; empty for kinds that have none. By default empty. */
    default Map<String, String> tags(TargetRef resource, Reads reads) {
        return Map.of();
    }
}
