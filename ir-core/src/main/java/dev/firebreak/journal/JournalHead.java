package dev.firebreak.journal;

import dev.firebreak.journal.spi.RecordBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Place and hash of a record that is known to be on the disk; the journal must still hold it. Written without fsync: it may lag behind
 * the journal, and never runs ahead.
 *
 * @param sequence the record's place
 * @param hash the hash of its line
 */
record JournalHead(long sequence, String hash) {
    static final String FILE = "journal.head";
    private static final Pattern FORM = Pattern.compile("(\\d{18}) ([0-9a-f]{64})\\s*");

    static Optional<JournalHead> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(firstBytes(file));
        return parts.matches()
                ? Optional.of(new JournalHead(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    /** The head once a batch is durable. */
    static JournalHead of(RecordBatch batch) {
        JournalRecord last = batch.records().get(batch.records().size() - 1);
        return new JournalHead(last.sequence(), batch.lastHash());
    }

    /** Whatever somebody put in its place, a head is short. */
    private static String firstBytes(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return new String(input.readNBytes(100), StandardCharsets.ISO_8859_1);
        }
    }

    /** One length for all heads, so that a shorter one leaves nothing of a longer one behind. */
    byte[] bytes() {
        String digits = Long.toString(sequence);
        return ("0".repeat(18 - digits.length()) + digits + " " + hash + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    void check(JournalChain chain) {
        if (chain.size() == sequence && !chain.lastHash().equals(hash)) {
            throw chain.brokenBefore("its SHA-256 is " + chain.lastHash() + ", but " + hash + " was written");
        }
    }

    void checkEnd(JournalChain chain) {
        if (chain.size() < sequence) {
            throw chain.broken("it is missing; " + sequence + " records were written");
        }
    }
}
