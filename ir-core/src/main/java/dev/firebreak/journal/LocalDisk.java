package dev.firebreak.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The disk of this machine. It does not write through {@link java.nio.channels.FileChannel}, which an interrupt of the writing thread
 * closes for everybody.
 */
final class LocalDisk implements Disk {
    @Override
    public File open(Path file) throws IOException {
        PrivateFiles.create(file);
        return new LocalFile(new RandomAccessFile(file.toFile(), "rw"));
    }

    @Override
    public void sync(Path directory) throws IOException {
        PrivateFiles.sync(directory);
    }

    private record LocalFile(RandomAccessFile file) implements File {
        @Override
        public void write(long position, byte[] bytes) throws IOException {
            file.seek(position);
            file.write(bytes);
        }

        @Override
        public void truncate(long length) throws IOException {
            if (file.length() > length) {
                file.setLength(length);
            }
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
