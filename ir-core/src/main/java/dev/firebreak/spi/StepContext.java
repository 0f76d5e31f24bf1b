package dev.firebreak.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Incident;
import dev.firebreak.Step;
import java.time.Clock;

/** What a handler has at hand while it runs a step. */
public interface StepContext {
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
     * @throws IllegalStateException when this step requires no step of that kind, or it has not ended well
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

    /** Appends a record of this type about this step to the journal, durably. */
    void record(String type, JsonNode data);
}
