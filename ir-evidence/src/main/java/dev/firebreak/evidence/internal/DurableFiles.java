package dev.firebreak.evidence.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read, and that are on the disk when a call returns. */
public final class DurableFiles {
    private static final FileAttribute<?>[] NONE = {};

    private DurableFiles() {}

    /** A body that writes. */
    @FunctionalInterface
    public interface Body {
        /** Writes to the file. */
        void writeTo(OutputStream out) throws IOException;
    }

    private static FileAttribute<?>[] owner(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }

    /** Makes the directory and its parents, where they are not there. */
    public static void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            makeDirectories(parent);
        }
        try {
            makeDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        if (parent != null) {
            sync(parent);
        }
    }

    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, owner(directory, "rwx------"));
    }

    /** Writes a new file; an existing one is an error. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /** Writes a new file; an existing one is an error. */
    public static void write(Path file, Body body) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), owner(file, "rw-------"))) {
            OutputStream out = Channels.newOutputStream(channel);
            body.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Makes what was created, renamed or deleted in a directory durable, where the system can. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                throw e;
            }
        }
    }

    /** Gives a complete directory its final name, at once; false when something has that name. */
    public static boolean publish(Path made, Path name) throws IOException {
        if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        sync(made);
        try {
            Files.move(made, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // A directory is never renamed over one with files in it, so of two that race for a name one comes here.
            if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw e;
        }
        Path parent = name.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
        return true;
    }

    /** Deletes a directory and all in it; follows no link. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, java.io.@org.jspecify.annotations.Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
