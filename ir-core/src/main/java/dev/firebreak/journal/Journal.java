package dev.firebreak.journal;

import java.util.List;

/**
 * Keeps the records of incidents: the undo log, the crash log, the audit trail and the chain of custody at once.
 *
 * <p><b>Threading:</b> safe for use by many threads. One process at a time may have an incident open; within it, every
 * {@link #open} of the same incident shares one log.
 *
 * <p><b>Failure:</b> a record that is not durable is never reported as appended.
 */
public interface Journal {
    /**
     * Opens the log of an incident, and begins it when there is none.
     *
     * @throws dev.firebreak.JournalException when another process has it open (the message names it), or when its chain is broken
     *     (the message names the line)
     */
    IncidentLog open(String incident);

    /**
     * The records of an incident, oldest first and checked, read without opening it; none when there is no such incident.
     *
     * @throws dev.firebreak.JournalException when the chain is broken; the message names the line
     */
    List<JournalRecord> read(String incident);
}
