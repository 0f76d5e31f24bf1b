package dev.firebreak.evidence.internal;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.BagVerification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks bags. What the signature vouches for is judged by the signature alone; a file that is not what was signed is not used to
 * judge others, so that each problem is put down to the file that has it.
 */
public final class BagVerifier {
    private static final int LONGEST_TAG_FILE = 64 << 20;

    private final BagFiles files;
    private final Problems problems = new Problems();

    private BagVerifier(BagFiles files) {
        this.files = files;
    }

    /** Checks the bag. */
    public static BagVerification verify(Path bag, @Nullable PublicKey expected) {
        try {
            var verifier = new BagVerifier(BagFiles.in(bag));
            verifier.run(Optional.ofNullable(expected));
            return new BagVerification(bag, verifier.problems.list());
        } catch (IOException e) {
            throw new EvidenceIntegrityException("Cannot verify bag " + bag + ": " + e, e);
        }
    }

    private void run(Optional<PublicKey> expected) throws IOException {
        files.strange().forEach(problems::add);
        Optional<Checkpoint> signed = new CheckpointCheck(files, problems).check(expected);
        signed.ifPresent(this::checkSignedFiles);
        checkDeclaration();
        Optional<Manifest> tags = manifest(Bag.TAG_MANIFEST, false);
        tags.ifPresent(this::checkTags);
        Optional<Manifest> payload = manifest(Bag.MANIFEST, true);
        payload.ifPresent(this::checkPayload);
        new CustodyCheck(files, problems).check(signed);
        checkUnlisted(payload);
        checkSize();
    }

    private void checkSignedFiles(Checkpoint signed) {
        signed.digests().forEach((name, digest) -> checkDigest(name, digest, "it is not the file that was signed"));
    }

    private void checkDigest(String name, String digest, String otherwise) {
        if (problems.has(name)) {
            return;
        }
        if (!files.has(name)) {
            problems.add(name, "it is missing");
            return;
        }
        String actual = files.sha256(name);
        if (!actual.equals(digest)) {
            problems.add(name, otherwise + " (its SHA-256 is " + actual + ", not " + digest + ")");
        }
    }

    private void checkDeclaration() {
        text(Bag.DECLARATION)
                .filter(text -> !text.equals(Bag.DECLARATION_TEXT))
                .ifPresent(text -> problems.add(Bag.DECLARATION, "it does not declare BagIt 1.0 in UTF-8"));
    }

    private Optional<Manifest> manifest(String name, boolean payload) {
        return text(name).map(text -> {
            Manifest manifest = Manifest.parse(text, payload);
            manifest.problems().forEach(problem -> problems.add(name, problem));
            return manifest;
        });
    }

    /** The text of a file, unless there is something wrong with it already. */
    private Optional<String> text(String name) {
        if (problems.has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Utf8.decode(files.bytes(name, LONGEST_TAG_FILE)));
        } catch (IOException e) {
            problems.add(name, e.getMessage() == null ? "it cannot be read" : e.getMessage());
            return Optional.empty();
        }
    }

    private void checkTags(Manifest tags) {
        for (String name : Bag.TAGS) {
            if (!tags.digests().containsKey(name)) {
                problems.add(Bag.TAG_MANIFEST, "it does not list " + name);
            }
        }
        tags.digests().forEach((name, digest) -> checkDigest(name, digest, "it is not what the tag manifest says"));
    }

    private void checkPayload(Manifest payload) {
        if (!payload.digests().containsKey(Bag.CUSTODY)) {
            problems.add(Bag.MANIFEST, "it does not list " + Bag.CUSTODY);
        }
        payload.digests().forEach((name, digest) -> checkDigest(name, digest, "it is not what the manifest says"));
    }

    private void checkUnlisted(Optional<Manifest> payload) {
        var listed = new TreeSet<>(Bag.TOP);
        payload.ifPresent(manifest -> listed.addAll(manifest.digests().keySet()));
        for (String name : files.names()) {
            boolean unknowable = payload.isEmpty() && name.startsWith(Bag.DATA);
            if (!listed.contains(name) && !unknowable) {
                problems.add(
                        name, "it is not listed in " + (name.startsWith(Bag.DATA) ? Bag.MANIFEST : "any manifest"));
            }
        }
    }

    /** Counts only where nothing else explains a difference. */
    private void checkSize() {
        if (!problems.isEmpty()) {
            return;
        }
        long bytes =
                files.payload().values().stream().mapToLong(Long::longValue).sum();
        String line = "Payload-Oxum: " + bytes + "." + files.payload().size();
        text(Bag.INFO)
                .filter(text -> text.lines().noneMatch(line::equals))
                .ifPresent(
                        text -> problems.add(Bag.INFO, "its Payload-Oxum is not that of the payload (" + line + ")"));
    }
}
