package dev.firebreak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step was refused or cannot be carried out; what it would have changed is as it was, unless its report says otherwise. */
public final class StepFailedException extends FirebreakException {
    private final transient @Nullable StepResult result;

    /** For handlers: the step cannot be done, for this reason. */
    public StepFailedException(String message) {
        super(message);
        this.result = null;
    }

    StepFailedException(StepResult result) {
        super("Cannot complete " + result.step().id() + " on " + result.step().resource() + ": " + result.message());
        this.result = result;
    }

    /** The result of the failed step; empty where a handler threw this. */
    public Optional<StepResult> result() {
        return Optional.ofNullable(result);
    }
}
