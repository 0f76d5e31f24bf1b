package dev.firebreak.testkit.pipeline;

/** The connection breaks: the caller gets no answer, whether or not the call took effect. */
public final class ConnectionDropped extends RuntimeException {
    private final Manner manner;

    private ConnectionDropped(Manner manner, String message) {
        super(message, null, false, false);
        this.manner = manner;
    }

    /** A connection reset while the named operation was called. */
    public static ConnectionDropped during(String operation) {
        return new ConnectionDropped(Manner.RESET, "Connection reset during " + operation);
    }

    /** A connection that the server closed, in good order, in place of an answer. */
    public static ConnectionDropped closed(String operation) {
        return new ConnectionDropped(Manner.CLOSED, "Connection closed during " + operation);
    }

    /** A connection on which the caller waits for an answer in vain. */
    public static ConnectionDropped silently(String operation) {
        return new ConnectionDropped(Manner.SILENT, "No answer to " + operation);
    }

    /** How the caller notices. */
    public Manner manner() {
        return manner;
    }

    /** How a caller notices that no answer comes. */
    public enum Manner {
        /** The connection is reset. */
        RESET,
        /** The server closes the connection. */
        CLOSED,
        /** Nothing is heard any more. */
        SILENT
    }
}
