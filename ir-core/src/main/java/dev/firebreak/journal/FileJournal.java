package dev.firebreak.journal;

import dev.firebreak.Incident;
import dev.firebreak.JournalException;
import dev.firebreak.journal.spi.OpenLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Keeps records in files: one directory per incident with {@code journal.jsonl}, one record of canonical JSON a line. When the file
 * has grown to its limit, the journal goes on in {@code journal-000001.jsonl} and so on; the lines of all files in turn are one chain.
 *
 * <p>A record is on the disk (fsync) when {@link IncidentLog#append} returns; records appended side by side share one fsync. An end
 * that a crash cut short is dropped when the log is opened next, and a record notes it; any other break of the chain is an error that
 * names the line. {@code journal.head} holds the place and hash of the last record, so that removed last lines show. Files are
 * readable by their owner only, where the file system has such permissions.
 *
 * <p><b>Failure:</b> when a write or an fsync fails, as on a full disk, every record that was being written with it is refused, and
 * so is every later one, until the incident is opened again.
 *
 * <p><b>Threading:</b> an interrupt does not cut an append short; the thread stays interrupted.
 */
public final class FileJournal implements Journal {
    private static final long SEGMENT_BYTES = 64L << 20;

    private final Path root;
    private final Settings settings;
    private final OpenLogs logs = new OpenLogs();

    /** What a log is opened with. */
    record Settings(Disk disk, Clock clock, long segmentBytes) {}

    FileJournal(Path root, Settings settings) {
        this.root = root.toAbsolutePath().normalize();
        this.settings = settings;
    }

    /** A journal in this directory, which is made when the first incident is opened. */
    public static FileJournal in(Path root) {
        return in(root, Clock.systemUTC());
    }

    /** A journal in this directory that takes the time from this clock. */
    public static FileJournal in(Path root, Clock clock) {
        return new FileJournal(root, new Settings(new Disk.Local(), clock, SEGMENT_BYTES));
    }

    /**
     * This journal with another size at which it goes on in a new file; if not set, 64 MiB. Make it before an incident is opened.
     *
     * @throws IllegalArgumentException when the size is not positive
     */
    public FileJournal withFilesOf(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("Invalid file size: " + bytes + " (must be positive)");
        }
        return new FileJournal(root, new Settings(settings.disk, settings.clock, bytes));
    }

    /**
     * Checks a journal by itself: every line, the chain through all files, and the head. Takes no lock and changes nothing, also while
     * another process writes.
     *
     * @param journal the directory of an incident, or one of the journal's files in it
     * @throws IllegalArgumentException when there is no journal
     * @throws JournalException when it cannot be read
     */
    public static JournalVerification verify(Path journal) {
        return JournalCheck.of(journal);
    }

    /** The directory of an incident. */
    public Path directory(String incident) {
        return root.resolve(Incident.of(incident).id());
    }

    @Override
    public IncidentLog open(String incident) {
        return logs.open(incident, () -> FileStore.open(directory(incident), incident, settings));
    }

    @Override
    public List<JournalRecord> read(String incident) {
        Path directory = directory(incident);
        try {
            return JournalText.read(directory, incident).records();
        } catch (IOException e) {
            throw new JournalException("Cannot read journal " + directory + ": " + e.getMessage(), e);
        }
    }
}
