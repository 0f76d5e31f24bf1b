package dev.firebreak;

import org.jspecify.annotations.Nullable;

/** The journal cannot be written, read or trusted; no change is made without one. */
public final class JournalException extends FirebreakException {
    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
