package dev.firebreak.journal.spi;

import dev.firebreak.JournalException;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Records that are written together. All appenders but the first wait here until it is settled. */
public final class RecordBatch {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<Thread> followers = new ArrayList<>();
    private String lastHash = JournalRecord.NO_HASH;
    private boolean led;
    private @Nullable JournalException failure;
    private volatile boolean settled;

    RecordBatch() {}

    /** The records, in their order. */
    public List<JournalRecord> records() {
        return Collections.unmodifiableList(records);
    }

    /** Their lines, each with a line end, in UTF-8. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Their lines, without line ends. */
    public List<String> lines() {
        return lines(bytes.toByteArray());
    }

    static List<String> lines(byte[] bytes) {
        return List.of(new String(bytes, StandardCharsets.UTF_8).split("\n"));
    }

    /** The hash of the last line. */
    public String lastHash() {
        return lastHash;
    }

    /** Adds a record, and gives the hash of its line. */
    String add(JournalRecord item, byte[] line) {
        bytes.writeBytes(line);
        bytes.write('\n');
        records.add(item);
        lastHash = CanonicalJson.sha256(line);
        return lastHash;
    }

    /** Notes that a thread has put its records in; true for the first one, which is to write the batch. */
    boolean join(Thread appender) {
        if (!led) {
            led = true;
            return true;
        }
        followers.add(appender);
        return false;
    }

    /** How many threads put records in. */
    int appenders() {
        return led ? followers.size() + 1 : 0;
    }

    boolean isSettled() {
        return settled;
    }

    void settle(@Nullable JournalException trouble) {
        failure = trouble;
        settled = true;
    }

    void wakeFollowers() {
        followers.forEach(LockSupport::unpark);
    }

    /** Waits until it is settled. An interrupt waits for that too, and is kept. */
    void await() {
        boolean interrupted = false;
        while (!settled) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why it was not written; null when it is durable. */
    @Nullable
    JournalException failure() {
        return failure;
    }
}
