package dev.firebreak.evidence.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;

/** Checks the signature of a bag, which is there twice: as a note, and as files for tools that know no notes. */
final class CheckpointCheck {
    private static final int LONGEST = 1 << 20;

    private final BagFiles files;
    private final Problems problems;

    CheckpointCheck(BagFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** What is signed, if a signature holds. */
    Optional<Checkpoint> check(Optional<PublicKey> expected) {
        Optional<byte[]> body = bytes(Bag.BODY);
        Optional<byte[]> signature = bytes(Bag.SIGNATURE);
        Optional<SignedNote> note = bytes(Bag.CHECKPOINT).flatMap(this::note);
        Optional<PublicKey> own = bytes(Bag.KEY).flatMap(this::key);
        expected.ifPresent(key -> checkExpected(key, own));
        Optional<PublicKey> key = expected.or(() -> own);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (note.isPresent() && note.get().isBy(key.get())) {
            checkCopies(note.get(), body, signature);
            return parse(Bag.CHECKPOINT, note.get().text());
        }
        if (body.isPresent() && signature.isPresent() && SignedNote.verifies(body.get(), signature.get(), key.get())) {
            addOnce(Bag.CHECKPOINT, "its signature does not hold, though that of " + Bag.BODY + " does");
            return parse(Bag.BODY, new String(body.get(), StandardCharsets.UTF_8));
        }
        blame(note, body, signature, expected.isPresent());
        return Optional.empty();
    }

    private void checkExpected(PublicKey expected, Optional<PublicKey> own) {
        if (own.isPresent() && !Arrays.equals(own.get().getEncoded(), expected.getEncoded())) {
            problems.add(Bag.KEY, "it is not the expected key");
        }
    }

    private void checkCopies(SignedNote note, Optional<byte[]> body, Optional<byte[]> signature) {
        if (body.isPresent() && !Arrays.equals(body.get(), note.text().getBytes(StandardCharsets.UTF_8))) {
            problems.add(Bag.BODY, "it is not the text that was signed in " + Bag.CHECKPOINT);
        }
        if (signature.isPresent() && !Arrays.equals(signature.get(), note.signature())) {
            problems.add(Bag.SIGNATURE, "it is not the signature in " + Bag.CHECKPOINT);
        }
    }

    /** Where both forms agree with each other, what does not fit is the key. */
    private void blame(
            Optional<SignedNote> note, Optional<byte[]> body, Optional<byte[]> signature, boolean keyIsKnown) {
        boolean agree = note.isPresent()
                && body.isPresent()
                && signature.isPresent()
                && Arrays.equals(body.get(), note.get().text().getBytes(StandardCharsets.UTF_8))
                && Arrays.equals(signature.get(), note.get().signature());
        if (agree && !keyIsKnown) {
            addOnce(Bag.KEY, "it is not the key that signed " + Bag.CHECKPOINT + ", or both were altered");
        } else {
            addOnce(Bag.CHECKPOINT, "its signature does not hold");
        }
    }

    private void addOnce(String file, String message) {
        if (!problems.has(file)) {
            problems.add(file, message);
        }
    }

    private Optional<Checkpoint> parse(String file, String text) {
        try {
            return Optional.of(Checkpoint.parse(text));
        } catch (IllegalArgumentException e) {
            problems.add(file, "it cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<SignedNote> note(byte[] bytes) {
        try {
            return Optional.of(SignedNote.parse(Utf8.decode(bytes)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(Bag.CHECKPOINT, "it cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<PublicKey> key(byte[] bytes) {
        try {
            String text = Utf8.decode(bytes);
            PublicKey key = Pem.publicKey(text);
            if (Pem.publicKey(key).equals(text)) {
                return Optional.of(key);
            }
            problems.add(Bag.KEY, "it is not in the form in which it was written");
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            problems.add(Bag.KEY, "it is not an Ed25519 or elliptic-curve public key in PEM");
        }
        return Optional.empty();
    }

    private Optional<byte[]> bytes(String name) {
        if (problems.has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(files.bytes(name, LONGEST));
        } catch (IOException e) {
            problems.add(name, e.getMessage() == null ? "it cannot be read" : e.getMessage());
            return Optional.empty();
        }
    }
}
