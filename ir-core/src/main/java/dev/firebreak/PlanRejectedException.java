package dev.firebreak;

import org.jspecify.annotations.Nullable;

/** A plan cannot be made, or is not the one that was approved; nothing has been changed. */
public final class PlanRejectedException extends FirebreakException {
    public PlanRejectedException(String message) {
        super(message);
    }

    public PlanRejectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
