package dev.firebreak.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk that fills up, whose fsync and truncation fail, and that loses power. As with Linux, a failed fsync leaves pages that are in
 * the cache, not on the disk, and not written by the next fsync.
 */
public final class FaultyDisk implements Disk {
    final AtomicInteger syncs = new AtomicInteger();
    volatile boolean failSync;
    volatile boolean failTruncate;
    volatile Runnable beforeSync = () -> {};
    private volatile long room = Long.MAX_VALUE;
    private final Disk disk = new Disk.Local();
    private final Map<Path, byte[]> platter = new HashMap<>();

    /** A journal on this disk. */
    public FileJournal journal(Path root) {
        return journal(root, 1L << 20);
    }

    FileJournal journal(Path root, long segmentBytes) {
        return new FileJournal(root, new FileJournal.Settings(this, Clock.systemUTC(), segmentBytes));
    }

    /** From now on files may grow by this many bytes in all. */
    public void room(long bytes) {
        room = bytes;
    }

    /** Leaves in the files what had reached the disk, and nothing else. */
    synchronized void losePower() throws IOException {
        for (Map.Entry<Path, byte[]> each : platter.entrySet()) {
            Files.write(each.getKey(), each.getValue());
        }
    }

    @Override
    public synchronized File open(Path file) throws IOException {
        if (room == 0 && !Files.exists(file)) {
            throw full();
        }
        File opened = disk.open(file);
        platter.putIfAbsent(file, Files.readAllBytes(file));
        return new FaultyFile(file, opened);
    }

    @Override
    public void sync(Path directory) throws IOException {
        disk.sync(directory);
    }

    private static IOException full() {
        return new IOException("No space left on device");
    }

    private final class FaultyFile implements File {
        private final Path path;
        private final File file;
        private final Map<Long, byte[]> dirty = new LinkedHashMap<>();

        FaultyFile(Path path, File file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            long growth = Math.max(0, position + bytes.length - Files.size(path));
            boolean fits = growth <= room;
            byte[] written = fits ? bytes : Arrays.copyOf(bytes, (int) (bytes.length - growth + room));
            room -= Math.min(growth, room);
            file.write(position, written);
            dirty.put(position, written);
            if (!fits) {
                throw full();
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            if (failTruncate) {
                throw new IOException("Input/output error");
            }
            file.truncate(length);
            dirty.keySet().removeIf(position -> position >= length);
            dirty.replaceAll(
                    (position, bytes) -> Arrays.copyOf(bytes, (int) Math.min(bytes.length, length - position)));
            byte[] image = platter.get(path);
            platter.put(path, Arrays.copyOf(image, (int) Math.min(length, image.length)));
        }

        @Override
        public void sync() throws IOException {
            beforeSync.run();
            syncs.incrementAndGet();
            if (failSync) {
                dirty.clear();
                throw new IOException("Input/output error");
            }
            file.sync();
            dirty.forEach(this::store);
            dirty.clear();
        }

        private void store(long position, byte[] bytes) {
            byte[] image = platter.get(path);
            int end = (int) position + bytes.length;
            byte[] grown = Arrays.copyOf(image, Math.max(image.length, end));
            System.arraycopy(bytes, 0, grown, (int) position, bytes.length);
            platter.put(path, grown);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
