package dev.firebreak.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

    static Optional<JournalHead> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(Files.readString(file, StandardCharsets.UTF_8));
        return parts.matches()
                ? Optional.of(new JournalHead(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    /** One length for all heads, so that a shorter one leaves nothing of a longer one behind. */
    void write(FileChannel channel) throws IOException {
        String text = String.format(Locale.ROOT, "%018d %s%n", sequence, hash);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    void check(JournalChain chain) {
        if (chain.records().size() == sequence && !chain.lastHash().equals(hash)) {
            throw chain.broken((int) sequence, "its SHA-256 is " + chain.lastHash() + ", but " + hash + " was written");
        }
    }

    void checkEnd(JournalChain chain) {
        int lines = chain.records().size();
        if (lines < sequence) {
            throw chain.broken(lines + 1, "it is missing; " + sequence + " records were written");
        }
    }
}
