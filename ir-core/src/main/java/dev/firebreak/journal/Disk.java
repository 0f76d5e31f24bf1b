package dev.firebreak.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** What the log of an incident asks of a disk; tests have disks that fill up, and that lose power. */
interface Disk {
    /** Opens a file for writing, and makes it when there is none. */
    File open(Path file) throws IOException;

    /** Makes the names in a directory durable. */
    void sync(Path directory) throws IOException;

    /** A file open for writing. No call is cut short by an interrupt of the thread. */
    interface File extends Closeable {
        void write(long position, byte[] bytes) throws IOException;

        void truncate(long length) throws IOException;

        /** Makes all that was written durable. After a failure nothing can be said about what was. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * The disk of this machine. It does not write through {@link java.nio.channels.FileChannel}, which an interrupt of the writing thread
     * closes for everybody.
     */
    final class Local implements Disk {
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
}
