package dev.firebreak.evidence;

import java.util.Locale;

/** What happened to a piece of evidence. */
public enum CustodyEvent {
    /** Found to be worth collecting. */
    IDENTIFIED,
    /** Read from its source and stored. */
    ACQUIRED,
    /** Copied. */
    COPIED,
    /** Its digest was computed. */
    HASHED,
    /** Found to be as recorded. */
    VERIFIED,
    /** Packed and signed. */
    SEALED,
    /** Handed over. */
    TRANSFERRED,
    /** Taken over. */
    ACCEPTED,
    /** Looked into. */
    ACCESSED,
    /** Given back. */
    RELEASED,
    /** Destroyed. */
    DISPOSED;

    /** The word in the journal. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
