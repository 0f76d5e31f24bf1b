package dev.firebreak;

/** A change was asked for and it is not known whether it was made; running the plan again finds out. */
public final class OutcomeUnknownException extends FirebreakException {
    private final transient StepResult result;

    OutcomeUnknownException(StepResult result) {
        super("Cannot tell whether " + result.step().id() + " took effect on "
                + result.step().resource() + ": " + result.message() + "; run the plan again to find out");
        this.result = result;
    }

    /** The result of the step in question. */
    public StepResult result() {
        return result;
    }
}
