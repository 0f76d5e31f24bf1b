package dev.firebreak.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Incident;
import dev.firebreak.Step;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a handler has at hand while it runs a step. */
public interface StepContext {
    /** How many calls are made side by side at a time: fewer than the 50 connections that an HTTP client of the AWS SDK keeps by default. */
    int MOST_SIDE_BY_SIDE = 32;

    /** The incident that the step belongs to. */
    Incident incident();

    /** The step. */
    Step step();

    /** The clock to take the time from. */
    Clock clock();

    /**
     * A token of 40 hexadecimal digits for APIs that take one to be idempotent: the same for the same incident and step, whichever
     * process runs it.
     */
    String clientToken();

    /**
     * The state that the required step of this kind left behind.
     *
     * @throws IllegalStateException when this step requires no step of that kind, or several, or it has not ended well
     */
    <S> S required(String kind, Class<S> stateType);

    /**
     * A parameter of the step.
     *
     * @throws IllegalStateException when the step has no such parameter
     */
    default String parameter(String name) {
        String value = step().parameters().get(name);
        if (value == null) {
            throw new IllegalStateException("Cannot run " + step().id() + ": it has no parameter '" + name + "'");
        }
        return value;
    }

    /**
     * Makes calls side by side, {@value #MOST_SIDE_BY_SIDE} at a time. They carry what belongs to this thread, such as the context of its
     * log lines.
     *
     * @return what each call gives, in their order; what one throws is told by joining it, and by nothing else
     */
    <T> List<CompletableFuture<T>> sideBySide(List<Supplier<T>> calls);

    /**
     * Waits for what this step has just made, and needs for its next call, to be visible everywhere. Whether the change as a whole is
     * visible is not to be waited for: the engine does.
     *
     * @param look says whether it is; asked again and again, for as long as the engine waits for a change to be visible
     * @return whether it is
     */
    boolean await(BooleanSupplier look);

    /**
     * Appends a record about this step to the journal, durably.
     *
     * @param type a name of one's own
     * @throws IllegalArgumentException when the name is the engine's: {@code planned}, or one that begins with {@code run-}, {@code step-}
     *     or {@code release-}
     */
    void record(String type, JsonNode data);
}
