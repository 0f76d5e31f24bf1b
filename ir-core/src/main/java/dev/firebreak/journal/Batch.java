package dev.firebreak.journal;

import dev.firebreak.spi.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that are written together: all of them become durable, or none counts. Guarded by the lock of its {@link FileLog}. */
final class Batch {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<JournalRecord> records = new ArrayList<>();
    private String lastHash = JournalRecord.NO_HASH;
    private int appenders;
    private boolean settled;
    private @Nullable IOException failure;

    /** Adds a record, and gives the hash of its line. */
    String add(JournalRecord item, String line) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(text);
        bytes.write('\n');
        records.add(item);
        lastHash = CanonicalJson.sha256(text);
        return lastHash;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    List<JournalRecord> records() {
        return records;
    }

    /** Notes that a thread has put its records in. */
    void join() {
        appenders++;
    }

    /** How many threads put records in. */
    int appenders() {
        return appenders;
    }

    /** The place and hash of its last record. */
    JournalHead head() {
        return new JournalHead(records.get(records.size() - 1).sequence(), lastHash);
    }

    boolean isSettled() {
        return settled;
    }

    void settle(@Nullable IOException trouble) {
        settled = true;
        failure = trouble;
    }

    /** Why it was not written; null when it is durable. */
    @Nullable
    IOException failure() {
        return failure;
    }
}
