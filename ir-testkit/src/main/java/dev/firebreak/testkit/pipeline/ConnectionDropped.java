package dev.firebreak.testkit.pipeline;

/** The connection breaks: the caller gets no answer, whether or not the call took effect. */
public final class ConnectionDropped extends RuntimeException {
    private ConnectionDropped(String message) {
        super(message, null, false, false);
    }

    /** A connection dropped while the named operation was called. */
    public static ConnectionDropped during(String operation) {
        return new ConnectionDropped("Connection reset during " + operation);
    }
}
