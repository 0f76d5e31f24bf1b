package dev.firebreak.evidence.internal;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.Signer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with one signature, in the signed-note format of C2SP.
 *
 * @param text what is signed, with the line end of its last line
 * @param name the key's name
 * @param keyHash four bytes that tell the key
 * @param signature the raw signature of the text
 */
public record SignedNote(String text, String name, byte[] keyHash, byte[] signature) {
    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Cntrl}]+");
    private static final Pattern NOTE =
            Pattern.compile("(.+\n)\n\u2014 ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})\n", Pattern.DOTALL);
    private static final int KEY_HASH_BYTES = 4;
    private static final byte ED25519 = 1;

    /** The name, if a signature line can carry it. */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Invalid signer name: '" + name + "' (must not be empty, nor have white space or '+')");
        }
        return name;
    }

    static SignedNote sign(String text, Signer signer) {
        String name = requireName(signer.name());
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        var note = new SignedNote(text, name, keyHash(name, signer.publicKey()), signature);
        if (!note.isBy(signer.publicKey())) {
            throw new EvidenceIntegrityException(
                    "Cannot sign: the signature of " + name + " does not fit its public key");
        }
        return note;
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException when the text is not a note with exactly one signature
     */
    static SignedNote parse(String note) {
        Matcher parts = NOTE.matcher(note);
        if (!parts.matches() || parts.group(1).contains("\n\n")) {
            throw new IllegalArgumentException("it is not a note with one signature");
        }
        byte[] both = Base64.getDecoder().decode(parts.group(3));
        if (both.length <= KEY_HASH_BYTES) {
            throw new IllegalArgumentException("its signature is too short");
        }
        var parsed = new SignedNote(
                parts.group(1),
                parts.group(2),
                Arrays.copyOf(both, KEY_HASH_BYTES),
                Arrays.copyOfRange(both, KEY_HASH_BYTES, both.length));
        if (!parsed.render().equals(note)) {
            throw new IllegalArgumentException("its signature line is not in the usual form");
        }
        return parsed;
    }

    String render() {
        var both = Arrays.copyOf(keyHash, KEY_HASH_BYTES + signature.length);
        System.arraycopy(signature, 0, both, KEY_HASH_BYTES, signature.length);
        return text + "\n\u2014 " + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
    }

    boolean isBy(PublicKey key) {
        return Arrays.equals(keyHash, keyHash(name, key))
                && verifies(text.getBytes(StandardCharsets.UTF_8), signature, key);
    }

    static boolean verifies(byte[] message, byte[] signature, PublicKey key) {
        try {
            var verifier = Signature.getInstance(isEdwards(key) ? "Ed25519" : "SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The first four bytes of a hash over name and key for Ed25519, over the key's DER for ECDSA. */
    private static byte[] keyHash(String name, PublicKey key) {
        MessageDigest digest = MerkleTree.sha256();
        if (isEdwards(key)) {
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(ED25519);
            // The DER of an Ed25519 key is a fixed head of 12 bytes and the key.
            digest.update(key.getEncoded(), 12, 32);
        } else {
            digest.update(key.getEncoded());
        }
        return Arrays.copyOf(digest.digest(), KEY_HASH_BYTES);
    }

    private static boolean isEdwards(PublicKey key) {
        if (key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals("Ed25519")) {
            return true;
        }
        if (key.getAlgorithm().equals("EC")) {
            return false;
        }
        throw new EvidenceIntegrityException(
                "Invalid signer key: " + key.getAlgorithm() + " (must be Ed25519 or an elliptic-curve key)");
    }
}
