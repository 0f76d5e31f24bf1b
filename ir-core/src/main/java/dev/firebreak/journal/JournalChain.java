package dev.firebreak.journal;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the chain of a journal's lines: each record carries the SHA-256 of the line before it.
 *
 * <p>Anyone can check a line by hand: {@code head -n 1 journal.jsonl | tr -d '\n' | sha256sum}.
 */
public final class JournalChain {
    private final List<JournalRecord> records = new ArrayList<>();
    private Place place;
    private Place before;
    private String lastHash = JournalRecord.NO_HASH;

    /** An empty chain; the name stands in messages. */
    public JournalChain(String name) {
        this.place = new Place(name, 1);
        this.before = place;
    }

    /** A line of a file. */
    private record Place(String file, int line) {
        Place next() {
            return new Place(file, line + 1);
        }
    }

    /** The lines that follow are of this file, or object; it and the number of the line in it stand in messages. */
    public void enter(String file) {
        place = new Place(file, 1);
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
        long sequence = records.size() + 1L;
        JournalRecord next = parse(line).orElseThrow(() -> broken("it is not a journal record in canonical form"));
        if (next.sequence() != sequence) {
            throw broken("it carries sequence " + next.sequence() + " in place of " + sequence
                    + "; lines were removed, added or moved");
        }
        if (!next.previousHash().equals(lastHash)) {
            throw brokenBefore(
                    "its SHA-256 is " + lastHash + ", but the next line was written behind " + next.previousHash());
        }
        if (!records.isEmpty() && !next.incident().equals(records.get(0).incident())) {
            throw broken(
                    "it is of " + next.incident() + ", not of " + records.get(0).incident());
        }
        records.add(next);
        lastHash = hash(line);
        before = place;
        place = place.next();
    }

    /** The records taken so far. */
    public List<JournalRecord> records() {
        return List.copyOf(records);
    }

    /** The hash of the last line; 64 zeros when there is none. */
    String lastHash() {
        return lastHash;
    }

    int size() {
        return records.size();
    }

    /** Says what is wrong with the next line. */
    JournalException broken(String reason) {
        return broken(place, reason);
    }

    /** Says what is wrong with the last line taken. */
    JournalException brokenBefore(String reason) {
        return broken(before, reason);
    }

    private static JournalException broken(Place place, String reason) {
        return new JournalException("Cannot trust journal " + place.file + ": line " + place.line + " is broken: "
                + reason + " (keep the file as evidence; restore it from a copy to go on)");
    }

    static String hash(String line) {
        return CanonicalJson.sha256(line.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<JournalRecord> parse(String line) {
        try {
            JournalRecord parsed = JournalRecord.parse(line);
            return parsed.line().equals(line) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
