package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.internal.SharedLogs;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open log of one incident. Appenders put their records into the batch that comes next; the first one that finds nobody writing
 * writes the batch for all of them, with one fsync.
 */
final class FileLog implements SharedLogs.Log {
    private static final String REPAIRED = "journal-repaired";
    private static final long LONGEST_PAUSE = 2_000_000;

    private final String incident;
    private final Path directory;
    private final Clock clock;
    private final FileLock processLock;
    private final SegmentWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Condition joined = lock.newCondition();
    private final List<JournalRecord> durable;
    private Batch next = new Batch();
    private long lastSequence;
    private String lastHash;
    private boolean writing;
    private int expected = 1;
    private long lastWrite;
    private @Nullable IOException failure;

    private FileLog(
            String incident,
            Path directory,
            Clock clock,
            FileLock processLock,
            SegmentWriter writer,
            JournalText text) {
        this.incident = incident;
        this.directory = directory;
        this.clock = clock;
        this.processLock = processLock;
        this.writer = writer;
        this.durable = new ArrayList<>(text.records());
        this.lastSequence = text.records().size();
        this.lastHash = text.lastHash();
    }

    static FileLog open(Path directory, String incident, FileJournal.Settings settings) {
        FileLock lock = null;
        FileLog log = null;
        try {
            PrivateFiles.directory(directory);
            lock = FileLock.take(directory, settings.clock());
            JournalText text = JournalText.read(directory, incident);
            SegmentWriter writer = SegmentWriter.open(settings.disk(), directory, settings.segmentBytes(), text);
            log = new FileLog(incident, directory, settings.clock(), lock, writer, text);
            if (text.tornBytes() > 0) {
                log.append(REPAIRED, "", CanonicalJson.object().put("droppedBytes", text.tornBytes()));
            }
            return log;
        } catch (IOException e) {
            letGo(lock, log);
            throw new JournalException(
                    "Cannot open the journal of " + incident + ": " + words(e) + " (" + advice(e, directory) + ")", e);
        } catch (RuntimeException e) {
            letGo(lock, log);
            throw e;
        }
    }

    private static void letGo(@Nullable FileLock lock, @Nullable FileLog log) {
        if (log != null) {
            log.close();
        } else if (lock != null) {
            lock.close();
        }
    }

    @Override
    public JournalRecord append(String type, String step, JsonNode data) {
        return appendAll(List.of(new Entry(type, step, data))).get(0);
    }

    @Override
    public List<JournalRecord> appendAll(List<Entry> entries) {
        List<RecordDraft> drafts =
                entries.stream().map(entry -> new RecordDraft(incident, entry)).toList();
        return drafts.isEmpty() ? List.of() : commit(drafts);
    }

    private List<JournalRecord> commit(List<RecordDraft> drafts) {
        lock.lock();
        try {
            refuseAfterFailure();
            Batch batch = next;
            List<JournalRecord> made =
                    drafts.stream().map(draft -> place(draft, batch)).toList();
            batch.join();
            joined.signal();
            if (awaitTurn(batch)) {
                awaitOthers();
                writeNext();
            }
            IOException trouble = batch.failure();
            if (trouble != null) {
                throw failed(trouble);
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    private JournalRecord place(RecordDraft draft, Batch batch) {
        Instant now = clock.instant();
        JournalRecord made = draft.at(lastSequence + 1, now, lastHash);
        lastHash = batch.add(made, draft.line(lastSequence + 1, now, lastHash));
        lastSequence++;
        return made;
    }

    /** True when it is this thread's turn to write the batch; false when another one did. An interrupt waits for the disk. */
    private boolean awaitTurn(Batch batch) {
        while (writing && !batch.isSettled()) {
            settled.awaitUninterruptibly();
        }
        return !batch.isSettled();
    }

    /** Where many appended at once they will do so again: a pause that is short beside an fsync saves every other one. */
    private void awaitOthers() {
        writing = true;
        long left = Math.min(lastWrite / 2, LONGEST_PAUSE);
        try {
            while (next.appenders() < expected && left > 0) {
                left = joined.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNext() {
        Batch batch = next;
        next = new Batch();
        IOException trouble = null;
        long began = System.nanoTime();
        lock.unlock();
        try {
            writer.write(batch);
        } catch (IOException e) {
            trouble = e;
        } catch (RuntimeException | Error e) {
            trouble = new IOException(e);
            throw e;
        } finally {
            lock.lock();
            lastWrite = System.nanoTime() - began;
            settle(batch, trouble);
        }
    }

    /** A failure takes the batch behind it along, whose records continue those that are not there. */
    private void settle(Batch batch, @Nullable IOException trouble) {
        writing = false;
        expected = batch.appenders();
        if (trouble == null) {
            durable.addAll(batch.records());
        } else {
            failure = trouble;
            next.settle(trouble);
        }
        batch.settle(trouble);
        settled.signalAll();
    }

    private void refuseAfterFailure() {
        IOException earlier = failure;
        if (earlier != null) {
            throw failed(earlier);
        }
    }

    private JournalException failed(IOException cause) {
        return new JournalException(
                "Cannot write the journal of " + incident + ": " + words(cause) + "; no further change is made ("
                        + advice(cause, directory) + ")",
                cause);
    }

    private static String words(IOException cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static String advice(IOException cause, Path directory) {
        String words = words(cause).toLowerCase(java.util.Locale.ROOT);
        boolean full = words.contains("no space") || words.contains("not enough space") || words.contains("quota");
        return (full ? "make room on the disk of " : "see to the disk of ") + directory
                + ", then run again: it goes on where it stopped";
    }

    /** Whether a write failed, after which nothing more is appended. */
    @Override
    public boolean hasFailed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<JournalRecord> records() {
        lock.lock();
        try {
            return List.copyOf(durable);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is left to write: every append has returned, or will fail. */
    @Override
    public void close() {
        lock.lock();
        try (processLock) {
            while (writing) {
                settled.awaitUninterruptibly();
            }
            failure = failure == null ? new IOException("it was closed") : failure;
            writer.close();
        } catch (IOException e) {
            throw new JournalException("Cannot close the journal of " + incident + ": " + words(e), e);
        } finally {
            lock.unlock();
        }
    }
}
