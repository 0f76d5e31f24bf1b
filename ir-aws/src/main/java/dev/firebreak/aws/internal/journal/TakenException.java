package dev.firebreak.aws.internal.journal;

/** Another writer has been here: the object is not what it is to be written in place of. */
final class TakenException extends Exception {
    private static final long serialVersionUID = 1;

    TakenException(String key, Throwable cause) {
        super(key + " was written or removed by another", cause);
    }
}
