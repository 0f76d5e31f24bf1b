package dev.firebreak.spi;

/**
 * Runs one kind of step. What is left to its author is: look, change, judge, and change back; ids, journaling, waiting, order and
 * errors come from the engine.
 *
 * <p><b>Threading:</b> one handler serves many steps side by side, and has no state of its own.
 *
 * <p><b>Idempotency:</b> {@link #apply} and {@link #revert} may run again after a crash or a lost answer, with whatever part of
 * their effect already in the world. What makes something new passes {@link StepContext#clientToken()}, or looks for what an
 * earlier run made before it makes it.
 *
 * <p><b>Failure:</b> let exceptions of the client pass; {@link Provider#classify} says what they mean. Throw
 * {@link dev.firebreak.StepFailedException} for a reason of your own, as long as nothing was changed: it counts as a refusal. Never wait
 * and never retry: the engine does; where one call needs what the one before has made, {@link StepContext#await}.
 *
 * <p><b>Partial success:</b> a step changes one thing. Two things are two steps.
 *
 * @param <S> the state of the resource as far as this kind of step changes it: a record that {@link CanonicalJson} can write and
 *     read. It holds all that {@link #revert} needs, nothing that changes by itself, and no secret
 */
public interface StepHandler<S> {
    /** The kind of step, such as {@code aws.ec2.isolate-interface}. */
    String kind();

    /** The type of the state. */
    Class<S> stateType();

    /** Reads the state from the world. Changes nothing. */
    S observe(StepContext context);

    /**
     * Makes the change.
     *
     * @param before the state before the first attempt, as it stands in the journal
     */
    void apply(StepContext context, S before);

    /** Judges a state just observed: whether it shows the change that the step asks for. Calls nothing. */
    boolean verify(StepContext context, S now);

    /**
     * Changes the resource back.
     *
     * @param before the state to go back to
     * @param now the state just observed, which is the one that the step left behind
     */
    void revert(StepContext context, S before, S now);

    /**
     * Judges, at a release, whether a state just observed is the one to go back to. By default, when they are equal; override this where
     * what was there before was itself made in passing, and others may have taken it away. Calls nothing.
     */
    default boolean isBack(S before, S now) {
        return now.equals(before);
    }

    /** What applying a step costs; what is not told beforehand is paid for call by call. By default nothing is told. */
    default Cost cost() {
        return Cost.NONE;
    }

    /**
     * Judges, at a release after a crash, a state of which the journal does not say how it came about: whether {@link #apply} can have
     * left it, having begun at {@code before}. By default, when it shows the whole change; override this where applying passes through
     * states in between. Calls nothing.
     */
    default boolean isOwnWork(StepContext context, S before, S now) {
        return verify(context, now);
    }
}
