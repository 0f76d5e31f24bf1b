package dev.firebreak.journal;

import dev.firebreak.Incident;
import dev.firebreak.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in files: one directory per incident with {@code journal.jsonl}, one record of canonical JSON a line.
 *
 * <p>A record is on the disk (fsync) when {@link IncidentLog#append} returns; records appended side by side share one fsync. A last
 * line that a crash cut short is dropped when the log is opened next, and a record notes it; any other break of the chain is an
 * error that names the line. {@code journal.head} holds the place and hash of the last record, so that removed last lines show.
 * Files are readable by their owner only, where the file system has such permissions.
 */
public final class FileJournal implements Journal {
    private final Path root;
    private final Clock clock;
    private final Map<String, Shared> open = new HashMap<>();

    private FileJournal(Path root, Clock clock) {
        this.root = root.toAbsolutePath().normalize();
        this.clock = clock;
    }

    /** A journal in this directory, which is made when the first incident is opened. */
    public static FileJournal in(Path root) {
        return in(root, Clock.systemUTC());
    }

    /** A journal in this directory that takes the time from this clock. */
    public static FileJournal in(Path root, Clock clock) {
        return new FileJournal(root, clock);
    }

    /** The directory of an incident. */
    public Path directory(String incident) {
        return root.resolve(Incident.of(incident).id());
    }

    @Override
    public synchronized IncidentLog open(String incident) {
        Shared shared = open.get(incident);
        if (shared == null) {
            shared = new Shared(FileLog.open(directory(incident), incident, clock));
            open.put(incident, shared);
        }
        return new Handle(incident, shared);
    }

    @Override
    public List<JournalRecord> read(String incident) {
        Path file = directory(incident).resolve(FileLog.FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return JournalText.read(file).records();
        } catch (IOException e) {
            throw new JournalException("Cannot read journal " + file + ": " + e.getMessage(), e);
        }
    }

    private synchronized void release(String incident, Shared shared) {
        shared.handles--;
        if (shared.handles == 0) {
            open.remove(incident);
            shared.log.close();
        }
    }

    private static final class Shared {
        private final FileLog log;
        private int handles;

        Shared(FileLog log) {
            this.log = log;
        }
    }

    private final class Handle implements IncidentLog {
        private final String incident;
        private @Nullable Shared shared;

        Handle(String incident, Shared shared) {
            this.incident = incident;
            this.shared = shared;
            shared.handles++;
        }

        private FileLog log() {
            Shared current = shared;
            if (current == null) {
                throw new JournalException("Cannot use the journal of " + incident + ": it was closed");
            }
            return current.log;
        }

        @Override
        public JournalRecord append(String type, String step, com.fasterxml.jackson.databind.JsonNode data) {
            return log().append(type, step, data);
        }

        @Override
        public List<JournalRecord> records() {
            return log().records();
        }

        @Override
        public void close() {
            Shared current = shared;
            shared = null;
            if (current != null) {
                release(incident, current);
            }
        }
    }
}
