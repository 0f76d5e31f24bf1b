package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The open log of one incident. Writers take turns to fsync: one does it for all that wrote before. */
final class FileLog {
    static final String FILE = "journal.jsonl";
    private static final String REPAIRED = "journal-repaired";

    private final String incident;
    private final Clock clock;
    private final FileLock lock;
    private final FileChannel channel;
    private final FileChannel head;
    private final List<JournalRecord> records;
    private String lastHash;
    private long durable;
    private boolean syncing;
    private @Nullable IOException failure;

    private FileLog(
            String incident, Clock clock, FileLock lock, FileChannel channel, FileChannel head, JournalText text) {
        this.incident = incident;
        this.clock = clock;
        this.lock = lock;
        this.channel = channel;
        this.head = head;
        this.records = new ArrayList<>(text.records());
        this.lastHash = text.lastHash();
        this.durable = records.size();
    }

    static FileLog open(Path directory, String incident, Clock clock) {
        FileLock lock = null;
        try {
            PrivateFiles.directory(directory);
            lock = FileLock.take(directory.resolve("journal.lock"), clock);
            return open(directory, incident, clock, lock);
        } catch (IOException e) {
            letGo(lock);
            throw new JournalException("Cannot open journal in " + directory + ": " + e, e);
        } catch (JournalException e) {
            letGo(lock);
            throw e;
        }
    }

    private static void letGo(@Nullable FileLock lock) {
        if (lock != null) {
            lock.close();
        }
    }

    private static FileLog open(Path directory, String incident, Clock clock, FileLock lock) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel = PrivateFiles.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileChannel head = PrivateFiles.open(
                directory.resolve(JournalHead.FILE), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            JournalText text = JournalText.read(file);
            channel.truncate(text.wholeBytes());
            channel.position(text.wholeBytes());
            channel.force(true);
            PrivateFiles.sync(directory);
            var log = new FileLog(incident, clock, lock, channel, head, text);
            if (text.tornBytes() > 0) {
                log.append(REPAIRED, "", CanonicalJson.object().put("droppedBytes", text.tornBytes()));
            }
            return log;
        } catch (IOException | JournalException e) {
            channel.close();
            head.close();
            throw e;
        }
    }

    JournalRecord append(String type, String step, JsonNode data) {
        JournalRecord made;
        synchronized (this) {
            made = write(type, step, data);
        }
        awaitDurable(made.sequence());
        return made;
    }

    private JournalRecord write(String type, String step, JsonNode data) {
        refuseAfterFailure();
        var made = new JournalRecord(
                records.size() + 1L, clock.instant(), incident, type, step, data.deepCopy(), lastHash);
        String line = made.line();
        try {
            var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        lastHash = JournalChain.hash(line);
        records.add(made);
        return made;
    }

    private void awaitDurable(long sequence) {
        while (true) {
            Optional<JournalHead> turn = awaitTurn(sequence);
            if (turn.isEmpty()) {
                return;
            }
            sync(turn.get());
        }
    }

    /** Empty when another writer has made the record durable; else it is this writer's turn, for all records up to the head. */
    private synchronized Optional<JournalHead> awaitTurn(long sequence) {
        try {
            while (syncing && durable < sequence && failure == null) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException(
                    "Cannot wait for the journal of " + incident + ": the thread was interrupted", e);
        }
        if (durable >= sequence) {
            return Optional.empty();
        }
        refuseAfterFailure();
        syncing = true;
        return Optional.of(new JournalHead(records.size(), lastHash));
    }

    private void sync(JournalHead target) {
        try {
            channel.force(false);
            target.write(head);
            synchronized (this) {
                durable = target.sequence();
            }
        } catch (IOException e) {
            synchronized (this) {
                throw failed(e);
            }
        } finally {
            synchronized (this) {
                syncing = false;
                notifyAll();
            }
        }
    }

    private void refuseAfterFailure() {
        IOException earlier = failure;
        if (earlier != null) {
            throw failed(earlier);
        }
    }

    private JournalException failed(IOException cause) {
        failure = cause;
        return new JournalException(
                "Cannot write the journal of " + incident + ": " + cause.getMessage()
                        + "; no further change is made (see to the disk, then run again)",
                cause);
    }

    synchronized List<JournalRecord> records() {
        return List.copyOf(records);
    }

    void close() {
        try (lock;
                channel;
                head) {
            channel.force(true);
        } catch (IOException e) {
            throw new JournalException("Cannot close the journal of " + incident + ": " + e.getMessage(), e);
        }
    }
}
