package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The records of one incident, open for appending.
 *
 * <p><b>Threading:</b> many threads may append.
 */
public interface IncidentLog extends AutoCloseable {
    /**
     * Appends a record and returns when it is durable.
     *
     * @param type what it records, such as {@code step-intended}
     * @param step the id of the step that it is about; empty when it is about none
     * @throws dev.firebreak.JournalException when the record may not be durable; the log takes no more records then
     */
    JournalRecord append(String type, String step, JsonNode data);

    /** All records so far, oldest first. */
    List<JournalRecord> records();

    /** Lets go of the incident, so that another process may open it. */
    @Override
    void close();
}
