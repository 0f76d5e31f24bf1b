package dev.firebreak.spi;

import java.util.Objects;

/**
 * What an exception of a provider's client means.
 *
 * @param kind whether the call took effect
 * @param message one sentence for the responder: what was refused, why, and what to do; no secrets
 * @param code the provider's error code, such as {@code UnauthorizedOperation}; empty when there is none
 * @param requestId the provider's request id; empty when there is none
 */
public record Failure(Kind kind, String message, String code, String requestId) {
    /** What is missing is taken for unknown, or for empty: exceptions often have no message. */
    public Failure {
        kind = Objects.requireNonNullElse(kind, Kind.UNKNOWN);
        message = Objects.requireNonNullElse(message, "no reason was given");
        code = Objects.requireNonNullElse(code, "");
        requestId = Objects.requireNonNullElse(requestId, "");
    }

    /** Whether the call took effect. */
    public enum Kind {
        /** The provider said no: nothing was changed by this call. */
        REFUSED,
        /** The provider said no since the resource is still in use. */
        IN_USE,
        /** There was no answer, or one that does not tell. */
        UNKNOWN
    }

    /** A failure of which only the exception is known: no assumption about the effect. */
    public static Failure unknown(RuntimeException exception) {
        String message = exception.getMessage() == null ? exception.toString() : exception.getMessage();
        return new Failure(Kind.UNKNOWN, message, "", "");
    }
}
