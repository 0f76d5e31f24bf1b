package dev.firebreak.evidence.internal;

import dev.firebreak.EvidenceIntegrityException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plain files that are in a bag. Only what a walk through the directory found is ever opened, so that no name in a manifest leads
 * anywhere; links are not followed.
 */
final class BagFiles {
    private final Path root;
    private final SortedMap<String, Long> sizes = new TreeMap<>();
    private final Map<String, String> strange = new TreeMap<>();
    private final Map<String, String> hashes = new TreeMap<>();

    private BagFiles(Path root) {
        this.root = root;
    }

    static BagFiles in(Path bag) throws IOException {
        var files = new BagFiles(bag.toRealPath());
        if (!Files.isDirectory(files.root)) {
            throw new EvidenceIntegrityException("Cannot verify bag " + bag + ": it is not a directory");
        }
        Files.walkFileTree(files.root, files.new Walk());
        return files;
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = name(file);
            if (attributes.isRegularFile()) {
                sizes.put(name, attributes.size());
            } else {
                strange.put(
                        name,
                        attributes.isSymbolicLink()
                                ? "it is a symbolic link, which is not followed"
                                : "it is not a plain file");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            strange.put(name(file), "it cannot be read");
            return FileVisitResult.CONTINUE;
        }
    }

    private String name(Path file) {
        var name = new StringBuilder();
        root.relativize(file)
                .forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
        return name.toString();
    }

    /** Links, devices and the like, and what is wrong with them. */
    Map<String, String> strange() {
        return strange;
    }

    Set<String> names() {
        return sizes.keySet();
    }

    /** The sizes of the files in data/. */
    Map<String, Long> payload() {
        return sizes.subMap(Bag.DATA, Bag.DATA + Character.MAX_VALUE);
    }

    boolean has(String name) {
        return sizes.containsKey(name);
    }

    /** The digest of a file; empty when it cannot be read. */
    String sha256(String name) {
        return hashes.computeIfAbsent(name, this::hash);
    }

    private String hash(String name) {
        var digest = MerkleTree.sha256();
        try (InputStream in = open(name);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "";
        }
    }

    /** The bytes of a file that must not be longer than this. */
    byte[] bytes(String name, int longest) throws IOException {
        if (!has(name)) {
            throw new IOException("it is missing");
        }
        try (InputStream in = open(name)) {
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new IOException("it is longer than " + longest + " bytes");
            }
            return bytes;
        }
    }

    InputStream open(String name) throws IOException {
        if (!has(name)) {
            throw new IOException("it is missing");
        }
        return Files.newInputStream(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
}
