package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.journal.IncidentLog.Entry;
import dev.firebreak.spi.CanonicalJson;
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
        this.dataAndIncident =
                members(CanonicalJson.object().put("incident", incident).set("data", entry.data()));
        this.stepAndType =
                members(CanonicalJson.object().put("step", entry.step()).put("type", entry.type()));
    }

    private static String members(JsonNode object) {
        String text = CanonicalJson.text(object);
        return text.substring(1, text.length() - 1);
    }

    JournalRecord at(long sequence, Instant time, String previousHash) {
        return new JournalRecord(sequence, time, incident, entry.type(), entry.step(), entry.data(), previousHash);
    }

    /** The line of {@link #at}: canonical JSON has its members in the order of their names. */
    String line(long sequence, Instant time, String previousHash) {
        return "{\"at\":\"" + time + "\"," + dataAndIncident + ",\"previousHash\":\"" + previousHash
                + "\",\"sequence\":" + sequence + "," + stepAndType + "}";
    }
}
