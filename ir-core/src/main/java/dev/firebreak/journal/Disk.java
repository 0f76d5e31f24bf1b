package dev.firebreak.journal;

import java.io.Closeable;
import java.io.IOException;
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
}
