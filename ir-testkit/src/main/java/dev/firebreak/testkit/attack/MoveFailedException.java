package dev.firebreak.testkit.attack;

/** An attacker could not do what it wanted to. */
public final class MoveFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason. */
    public MoveFailedException(String message) {
        super(message);
    }
}
