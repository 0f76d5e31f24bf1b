package dev.firebreak;

import org.jspecify.annotations.Nullable;

/** The base of all errors of this library. */
public abstract class FirebreakException extends RuntimeException {
    protected FirebreakException(String message) {
        super(message);
    }

    protected FirebreakException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
