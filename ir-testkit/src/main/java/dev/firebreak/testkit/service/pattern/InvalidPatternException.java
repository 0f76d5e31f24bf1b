package dev.firebreak.testkit.service.pattern;

/** A pattern that is not valid; the message says why, for the service to word its refusal. */
public final class InvalidPatternException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidPatternException(String reason) {
        super(reason, null, false, false);
    }

    /** Why the pattern is not valid. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
