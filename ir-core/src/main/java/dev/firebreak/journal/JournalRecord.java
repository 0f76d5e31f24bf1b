package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * One record of a journal.
 *
 * @param sequence its place, from 1
 * @param at when it was appended
 * @param incident the incident's id
 * @param type what it records, such as {@code step-intended}
 * @param step the id of the step that it is about; empty when it is about none
 * @param data what is recorded
 * @param previousHash the SHA-256 of the record before it, in lower-case hexadecimal; 64 zeros for the first
 */
public record JournalRecord(
        long sequence, Instant at, String incident, String type, String step, JsonNode data, String previousHash) {
    /** What the first record carries as the hash of the record before it. */
    public static final String NO_HASH = "0".repeat(64);

    /**
     * Reads the record that a {@link #line} stands for.
     *
     * @throws IllegalArgumentException when the line is not a record
     */
    public static JournalRecord parse(String line) {
        JsonNode tree = CanonicalJson.parse(line);
        try {
            return new JournalRecord(
                    tree.path("sequence").longValue(),
                    Instant.parse(tree.path("at").asText()),
                    tree.path("incident").asText(),
                    tree.path("type").asText(),
                    tree.path("step").asText(),
                    tree.path("data"),
                    tree.path("previousHash").asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Invalid journal record: " + e.getMessage(), e);
        }
    }

    /** The SHA-256 of its line, in lower-case hexadecimal: what the next record carries. */
    public String hash() {
        return CanonicalJson.sha256(line().getBytes(StandardCharsets.UTF_8));
    }

    /** The record as one line of canonical JSON (RFC 8785), without a line end. */
    public String line() {
        var tree = CanonicalJson.object();
        tree.put("sequence", sequence);
        tree.put("at", at.toString());
        tree.put("incident", incident);
        tree.put("type", type);
        tree.put("step", step);
        tree.set("data", data);
        tree.put("previousHash", previousHash);
        return CanonicalJson.text(tree);
    }
}
