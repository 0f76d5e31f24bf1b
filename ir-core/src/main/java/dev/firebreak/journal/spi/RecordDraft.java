package dev.firebreak.journal.spi;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.firebreak.journal.IncidentLog.Entry;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A record that has no place yet. Most of its line is written here, before the appender takes its turn: only the place, the time and
 * the hash of the record before are left to put in.
 */
final class RecordDraft {
    private final String incident;
    private final Entry entry;
    private final String dataAndIncident;
    private final String stepAndType;

    RecordDraft(String incident, Entry entry) {
        this.incident = incident;
        this.entry = entry;
        this.dataAndIncident = "\",\"data\":" + CanonicalJson.text(entry.data()) + ",\"incident\":" + text(incident)
                + ",\"previousHash\":\"";
        this.stepAndType = ",\"step\":" + text(entry.step()) + ",\"type\":" + text(entry.type()) + "}";
    }

    private static String text(String value) {
        return CanonicalJson.text(TextNode.valueOf(value));
    }

    JournalRecord at(long sequence, Instant time, String previousHash) {
        return new JournalRecord(sequence, time, incident, entry.type(), entry.step(), entry.data(), previousHash);
    }

    /**
     * The line of {@link #at}, in UTF-8: canonical JSON has its members in the order of their names.
     *
     * @param time as {@link Instant#toString} has it
     */
    byte[] line(long sequence, String time, String previousHash) {
        return new StringBuilder(dataAndIncident.length() + stepAndType.length() + 130)
                .append("{\"at\":\"")
                .append(time)
                .append(dataAndIncident)
                .append(previousHash)
                .append("\",\"sequence\":")
                .append(sequence)
                .append(stepAndType)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
