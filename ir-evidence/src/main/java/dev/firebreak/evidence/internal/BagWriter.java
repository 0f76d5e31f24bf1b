package dev.firebreak.evidence.internal;

import dev.firebreak.evidence.Signer;
import dev.firebreak.journal.JournalRecord;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Writes one bag into an empty directory. */
final class BagWriter {
    private final Path directory;
    private final String incident;
    private final MerkleTree tree = new MerkleTree();
    private final Map<String, String> payload = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private long bytes;

    BagWriter(Path directory, String incident) throws IOException {
        this.directory = directory;
        this.incident = incident;
        DurableFiles.makeDirectory(directory);
        DurableFiles.makeDirectory(directory.resolve("data"));
    }

    /**
     * What the finished bag is known by.
     *
     * @param manifest the SHA-256 of the payload manifest
     * @param root the Merkle root of the journal, in hexadecimal
     * @param records how many records of the journal it holds
     */
    record Hashes(String manifest, String root, long records) {}

    void add(String name, DurableFiles.Body body) throws IOException {
        Path file = directory.resolve(name);
        Path parent = Objects.requireNonNull(file.getParent());
        DurableFiles.makeDirectories(parent);
        payload.put(name, write(file, body));
        DurableFiles.sync(parent);
    }

    void addCustody(List<JournalRecord> records) throws IOException {
        add(Bag.CUSTODY, out -> {
            for (JournalRecord entry : records) {
                byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
                tree.add(line);
                out.write(line);
                out.write('\n');
            }
        });
    }

    Hashes finish(LocalDate date, Signer signer) throws IOException {
        long payloadBytes = bytes;
        addTag(Bag.DECLARATION, Bag.DECLARATION_TEXT);
        addTag(
                Bag.INFO,
                "Bag-Software-Agent: " + CustodyJson.TOOL + "\nBagging-Date: " + date + "\nExternal-Identifier: "
                        + incident + "\nPayload-Oxum: " + payloadBytes + "." + payload.size() + "\n");
        addTag(Bag.MANIFEST, Manifest.text(payload));
        addTag(Bag.TAG_MANIFEST, Manifest.text(tags));
        var checkpoint = new Checkpoint("firebreak/" + incident, tree.size(), tree.root(), tags);
        SignedNote note = SignedNote.sign(checkpoint.text(), signer);
        addTag(Bag.CHECKPOINT, note.render());
        addTag(Bag.BODY, note.text());
        DurableFiles.write(directory.resolve(Bag.SIGNATURE), note.signature());
        addTag(Bag.KEY, Pem.publicKey(signer.publicKey()));
        DurableFiles.sync(directory.resolve("data"));
        return new Hashes(tags.getOrDefault(Bag.MANIFEST, ""), HexFormat.of().formatHex(tree.root()), tree.size());
    }

    private void addTag(String name, String text) throws IOException {
        tags.put(name, write(directory.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
    }

    private String write(Path file, DurableFiles.Body body) throws IOException {
        MessageDigest digest = MerkleTree.sha256();
        DurableFiles.write(file, out -> body.writeTo(new Hashing(out, digest)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private final class Hashing extends FilterOutputStream {
        private final MessageDigest digest;

        Hashing(OutputStream out, MessageDigest digest) {
            super(out);
            this.digest = digest;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            digest.update(buffer, offset, length);
            bytes += length;
        }
    }
}
