package dev.firebreak.testkit.network;

/** What became of a packet. */
public enum Verdict {
    /** It passes, as a new one does. */
    OPEN,
    /** It does not pass. */
    REFUSED,
    /** It passes only because its connection is tracked: a new connection would be refused. */
    ALIVE
}
