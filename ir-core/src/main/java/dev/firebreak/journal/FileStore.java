package dev.firebreak.journal;

import dev.firebreak.JournalException;
import dev.firebreak.journal.spi.GroupLog;
import dev.firebreak.journal.spi.RecordBatch;
import dev.firebreak.journal.spi.RecordStore;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The files of one incident that is open: an fsync a batch. */
final class FileStore implements RecordStore {
    private static final String REPAIRED = "journal-repaired";

    private final String incident;
    private final Path directory;
    private final FileLock processLock;
    private final SegmentWriter writer;

    private FileStore(String incident, Path directory, FileLock processLock, SegmentWriter writer) {
        this.incident = incident;
        this.directory = directory;
        this.processLock = processLock;
        this.writer = writer;
    }

    static GroupLog open(Path directory, String incident, FileJournal.Settings settings) {
        FileLock lock = null;
        GroupLog log = null;
        try {
            PrivateFiles.directory(directory);
            lock = FileLock.take(directory, settings.clock());
            JournalText text = JournalText.read(directory, incident);
            SegmentWriter writer = SegmentWriter.open(settings.disk(), directory, settings.segmentBytes(), text);
            var store = new FileStore(incident, directory, lock, writer);
            log = new GroupLog(store, incident, settings.clock(), text.records());
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

    private static void letGo(@Nullable FileLock lock, @Nullable GroupLog log) {
        if (log != null) {
            log.close();
        } else if (lock != null) {
            lock.close();
        }
    }

    @Override
    public void write(RecordBatch batch) {
        try {
            writer.write(batch);
        } catch (IOException e) {
            throw new JournalException(
                    "Cannot write the journal of " + incident + ": " + words(e) + "; no further change is made ("
                            + advice(e, directory) + ")",
                    e);
        }
    }

    private static String words(IOException cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static String advice(IOException cause, Path directory) {
        String words = words(cause).toLowerCase(Locale.ROOT);
        boolean full = words.contains("no space") || words.contains("not enough space") || words.contains("quota");
        return (full ? "make room on the disk of " : "see to the disk of ") + directory
                + ", then run again: it goes on where it stopped";
    }

    @Override
    public void close() {
        try (processLock) {
            writer.close();
        } catch (IOException e) {
            throw new JournalException("Cannot close the journal of " + incident + ": " + words(e), e);
        }
    }
}
