package dev.firebreak;

/** A resource is no longer as the containment left it, so that a release must not touch it. */
public final class DriftException extends FirebreakException {
    private final transient StepResult result;

    DriftException(StepResult result) {
        super("Cannot release " + result.step().resource() + ": " + result.message());
        this.result = result;
    }

    /** The result of the step that was not taken back. */
    public StepResult result() {
        return result;
    }
}
