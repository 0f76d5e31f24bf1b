package dev.firebreak.aws.internal;

/** Says that something is kept since it is needed as it is; a release reports it as kept, not as failed. */
public final class StillNeededException extends RuntimeException {
    public StillNeededException(String message) {
        super(message);
    }
}
