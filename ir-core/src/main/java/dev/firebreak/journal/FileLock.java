package dev.firebreak.journal;

import dev.firebreak.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/** Keeps other processes out of a directory, and tells them who is in it. */
final class FileLock implements AutoCloseable {
    private final FileChannel channel;

    private FileLock(FileChannel channel) {
        this.channel = channel;
    }

    static FileLock take(Path file, Clock clock) throws IOException {
        FileChannel channel = PrivateFiles.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        if (!locked(channel)) {
            channel.close();
            throw new JournalException("Cannot open journal " + file.getParent() + ": "
                    + Files.readString(file, StandardCharsets.UTF_8).strip()
                    + " has it open (wait for it to end, or use journal.read for a look)");
        }
        String holder = "process " + ProcessHandle.current().pid() + " since " + clock.instant() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        return new FileLock(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JournalException("Cannot let go of a journal: " + e.getMessage(), e);
        }
    }
}
