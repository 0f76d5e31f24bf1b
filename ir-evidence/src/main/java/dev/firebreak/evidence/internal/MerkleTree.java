package dev.firebreak.evidence.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/** The Merkle tree hash of RFC 6962 §2.1 over leaves that come one after another. */
final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final Deque<byte[]> perfect = new ArrayDeque<>();
    private long size;

    void add(byte[] leaf) {
        byte[] hash = leafHash(leaf);
        // Each trailing one bit of the size stands for a perfect subtree that the new leaf completes.
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            hash = nodeHash(perfect.pop(), hash);
        }
        perfect.push(hash);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (perfect.isEmpty()) {
            return sha256().digest();
        }
        byte @org.jspecify.annotations.Nullable [] root = null;
        for (byte[] left : perfect) {
            root = root == null ? left : nodeHash(left, root);
        }
        return Objects.requireNonNull(root).clone();
    }

    static byte[] leafHash(byte[] leaf) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(leaf);
    }

    static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: this JDK has no SHA-256", e);
        }
    }
}
