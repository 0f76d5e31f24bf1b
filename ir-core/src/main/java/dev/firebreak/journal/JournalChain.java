package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the chain of a journal's lines: each record carries the SHA-256 of the line before it.
 *
 * <p>Anyone can check a line by hand: {@code head -n 1 journal.jsonl | tr -d '\n' | sha256sum}.
 */
public final class JournalChain {
    private final String name;
    private final List<JournalRecord> records = new ArrayList<>();
    private String lastHash = JournalRecord.NO_HASH;

    /** An empty chain; the name stands in messages. */
    public JournalChain(String name) {
        this.name = name;
    }

    /**
     * The records of these lines, all checked.
     *
     * @throws JournalException when a line was edited, removed, added or moved; the message names the line
     */
    public static List<JournalRecord> check(String name, List<String> lines) {
        var chain = new JournalChain(name);
        lines.forEach(chain::add);
        return chain.records();
    }

    /**
     * Takes the next line.
     *
     * @throws JournalException when it does not continue the chain
     */
    public void add(String line) {
        int number = records.size() + 1;
        JournalRecord next =
                parse(line).orElseThrow(() -> broken(number, "it is not a journal record in canonical form"));
        if (next.sequence() != number) {
            throw broken(number, "it carries sequence " + next.sequence() + "; lines were removed, added or moved");
        }
        if (!next.previousHash().equals(lastHash)) {
            throw broken(
                    Math.max(1, number - 1),
                    "its SHA-256 is " + lastHash + ", but line " + number + " was written behind "
                            + next.previousHash());
        }
        records.add(next);
        lastHash = hash(line);
    }

    /** The records taken so far. */
    public List<JournalRecord> records() {
        return List.copyOf(records);
    }

    /** The hash of the last line; 64 zeros when there is none. */
    String lastHash() {
        return lastHash;
    }

    JournalException broken(int line, String reason) {
        return new JournalException("Cannot trust journal " + name + ": line " + line + " is broken: " + reason
                + " (keep the file as evidence; restore it from a copy to go on)");
    }

    static String hash(String line) {
        return CanonicalJson.sha256(line.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<JournalRecord> parse(String line) {
        try {
            JsonNode tree = CanonicalJson.parse(line);
            var parsed = new JournalRecord(
                    tree.path("sequence").longValue(),
                    Instant.parse(tree.path("at").asText()),
                    tree.path("incident").asText(),
                    tree.path("type").asText(),
                    tree.path("step").asText(),
                    tree.path("data"),
                    tree.path("previousHash").asText());
            return parsed.line().equals(line) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
