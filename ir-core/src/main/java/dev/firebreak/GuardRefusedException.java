package dev.firebreak;

/** A guard refused a step. */
public final class GuardRefusedException extends FirebreakException {
    private final transient Refusal refusal;

    GuardRefusedException(Refusal refusal) {
        super("Cannot contain " + refusal.target() + ": " + refusal.reason());
        this.refusal = refusal;
    }

    /** What was refused, by which guard, and why. */
    public Refusal refusal() {
        return refusal;
    }
}
