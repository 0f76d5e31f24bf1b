package dev.firebreak;

import org.jspecify.annotations.Nullable;

/** Evidence is not what was recorded, or cannot be stored as it must be. */
public final class EvidenceIntegrityException extends FirebreakException {
    public EvidenceIntegrityException(String message) {
        super(message);
    }

    public EvidenceIntegrityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
