package dev.firebreak.journal;

import dev.firebreak.JournalException;
import java.nio.file.Path;
import java.util.List;

/**
 * What checking a journal's files found.
 *
 * @param journal the journal's directory
 * @param incident the incident's id, as the records have it; empty when there is none, or the chain is broken
 * @param records how many records there are; 0 when the chain is broken
 * @param files how many files they are in
 * @param lastHash the SHA-256 of the last record's line: two copies of a journal with the same last hash are the same
 * @param problems what is wrong; none when the journal is intact
 * @param notes what is not wrong, but worth knowing
 */
public record JournalVerification(
        Path journal,
        String incident,
        long records,
        int files,
        String lastHash,
        List<String> problems,
        List<String> notes) {
    /** Copies the lists. */
    public JournalVerification {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Whether nothing is wrong. */
    public boolean isIntact() {
        return problems.isEmpty();
    }

    /**
     * This, if nothing is wrong.
     *
     * @throws JournalException when something is; the message names every problem
     */
    public JournalVerification orThrow() {
        if (!isIntact()) {
            throw new JournalException(String.join("; ", problems));
        }
        return this;
    }
}
