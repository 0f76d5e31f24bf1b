package dev.firebreak.journal;

import dev.firebreak.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps other processes out of a directory, and tells them who is in it.
 *
 * <p>On POSIX systems a process loses its lock when it closes <em>any</em> channel of the locked file. This class therefore knows
 * what the process itself has locked, and does not open such a file again.
 */
final class FileLock implements AutoCloseable {
    private static final String FILE = "journal.lock";
    private static final Map<Path, String> HELD = new HashMap<>();
    /** Opened while other code of this process, which does not share {@link #HELD}, had the lock; never closed. */
    private static final List<FileChannel> KEPT_OPEN = new ArrayList<>();

    private final Path directory;
    private final FileChannel channel;

    private FileLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static FileLock take(Path directory, Clock clock) throws IOException {
        Path place = directory.toRealPath();
        synchronized (HELD) {
            String own = HELD.get(place);
            if (own != null) {
                throw taken(directory, own);
            }
            String holder = "process " + ProcessHandle.current().pid() + " since " + clock.instant();
            FileChannel channel = lock(directory, place.resolve(FILE));
            HELD.put(place, holder);
            write(channel, holder);
            return new FileLock(place, channel);
        }
    }

    private static FileChannel lock(Path directory, Path file) throws IOException {
        PrivateFiles.create(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            KEPT_OPEN.add(channel);
            throw taken(directory, "this process");
        }
        channel.close();
        throw taken(directory, holder(file));
    }

    /** On a full disk the name of the holder may be lost, but not the lock. */
    private static void write(FileChannel channel, String holder) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // The message to others is poorer for it.
        }
    }

    /** Anybody may have written the file: it is cut short, and shown without what a terminal would obey. */
    private static String holder(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            String text = new String(input.readNBytes(100), StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? "another process" : text.replaceAll("[^ -~]", "?");
        }
    }

    private static JournalException taken(Path directory, String holder) {
        return new JournalException("Cannot open journal " + directory + ": " + holder
                + " has it open (wait for it to end, or use journal.read for a look)");
    }

    @Override
    public void close() {
        synchronized (HELD) {
            HELD.remove(directory);
            try {
                channel.close();
            } catch (IOException e) {
                throw new JournalException("Cannot let go of a journal: " + e.getMessage(), e);
            }
        }
    }
}
