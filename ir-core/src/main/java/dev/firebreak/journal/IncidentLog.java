package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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

    /**
     * Appends records that belong together, in their order, and returns when all are durable; it costs what one record costs, where
     * the journal can write them at once.
     *
     * <p><b>Partial success:</b> a crash on the way may leave the first ones without the others.
     *
     * @return the records, in the same order; none for no entries
     * @throws dev.firebreak.JournalException when one of them may not be durable; the log takes no more records then
     */
    default List<JournalRecord> appendAll(List<Entry> entries) {
        var made = new ArrayList<JournalRecord>();
        for (Entry entry : entries) {
            made.add(append(entry.type(), entry.step(), entry.data()));
        }
        return made;
    }

    /** All records so far, oldest first. */
    List<JournalRecord> records();

    /** Lets go of the incident, so that another process may open it. */
    @Override
    void close();

    /**
     * What a record is to say.
     *
     * @param type what it records, such as {@code step-intended}
     * @param step the id of the step that it is about; empty when it is about none
     * @param data what is recorded
     */
    record Entry(String type, String step, JsonNode data) {
        /** Copies the data. */
        public Entry {
            data = data.deepCopy();
        }
    }
}
