package dev.firebreak.testkit.service;

/**
 * A service that watches the calls to all services, as CloudTrail and Config do.
 *
 * <p>Threading: called under the world's monitor.
 */
public interface CallObserver {
    /** Told before a call takes effect: the place to catch up with the clock. */
    default void before(Call call) {}

    /** Told of a call once it has taken effect or was refused, also when the caller gets no answer. */
    default void observed(ObservedCall observed) {}
}
