package dev.firebreak.journal;

import dev.firebreak.journal.spi.RecordBatch;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The writing end of a journal's files. One thread at a time uses it; after a failure it must not be used again. */
final class SegmentWriter implements Closeable {
    private final Disk disk;
    private final Path directory;
    private final long limit;
    private final Disk.File head;
    private Disk.File file;
    private int number;
    private long length;
    private boolean torn;

    private SegmentWriter(Disk disk, Path directory, long limit, Disk.File head, Disk.File file, JournalText text) {
        this.disk = disk;
        this.directory = directory;
        this.limit = limit;
        this.head = head;
        this.file = file;
        this.number = Math.max(0, text.segments() - 1);
        this.length = text.wholeBytes();
        this.torn = text.tornBytes() > 0;
    }

    /** Opens the last file behind its last whole record. What is torn stays until a record takes its place. */
    static SegmentWriter open(Disk disk, Path directory, long limit, JournalText text) throws IOException {
        Path last = Segments.file(directory, Math.max(0, text.segments() - 1));
        Disk.File head = disk.open(directory.resolve(JournalHead.FILE));
        try {
            Disk.File file = disk.open(last);
            try {
                writeAgain(file, last, text);
                file.sync();
                disk.sync(directory);
                return new SegmentWriter(disk, directory, limit, head, file, text);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            head.close();
            throw e;
        }
    }

    /**
     * Writes again what the head does not vouch for: after a failed fsync the system takes pages that never reached the disk for clean
     * ones, shows them to readers, and does not write them at the next fsync.
     */
    private static void writeAgain(Disk.File file, Path last, JournalText text) throws IOException {
        int doubtful = Math.toIntExact(text.wholeBytes() - text.vouchedBytes());
        if (doubtful > 0) {
            byte[] bytes = new byte[doubtful];
            try (var reader = new RandomAccessFile(last.toFile(), "r")) {
                reader.seek(text.vouchedBytes());
                reader.readFully(bytes);
            }
            file.write(text.vouchedBytes(), bytes);
        }
    }

    /** Makes a batch durable, or throws; then no part of it is left behind, as far as the disk allows that. */
    void write(RecordBatch batch) throws IOException {
        if (length >= limit) {
            rotate();
        }
        byte[] bytes = batch.bytes();
        try {
            file.write(length, bytes);
            if (torn) {
                file.truncate(length + bytes.length);
            }
            file.sync();
        } catch (IOException e) {
            cutBack(e);
            throw e;
        }
        torn = false;
        length += bytes.length;
        head.write(0, JournalHead.of(batch).bytes());
    }

    /** All before is durable: a later file never stands behind a torn one. */
    private void rotate() throws IOException {
        Disk.File next = disk.open(Segments.file(directory, number + 1));
        Disk.File full = file;
        file = next;
        number++;
        length = 0;
        full.close();
        disk.sync(directory);
    }

    /** A torn end that is not noted yet stays, so that the next opening notes it. */
    private void cutBack(IOException cause) {
        if (torn) {
            return;
        }
        try {
            file.truncate(length);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (head) {
            file.close();
        }
    }
}
