package dev.firebreak.testkit.world.disk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The content of a volume or snapshot: blocks of 512 KiB, of which only those ever written exist.
 *
 * <p>Immutable: a write gives new content, which shares all other blocks with the old.
 */
public final class Blocks {
    /** The size of a block in bytes, the same as that of the EBS direct APIs. */
    public static final int SIZE = 512 * 1024;

    /** Content into which nothing was written. */
    public static final Blocks EMPTY = new Blocks(Collections.emptyNavigableMap());

    /** By index, without the zeroes at their ends. */
    private final NavigableMap<Integer, byte[]> written;

    private Blocks(NavigableMap<Integer, byte[]> written) {
        this.written = written;
    }

    /** The indexes of the blocks that were written. */
    public NavigableSet<Integer> indexes() {
        return Collections.unmodifiableNavigableSet(written.navigableKeySet());
    }

    /** A whole block; zeroes when it was never written. */
    public byte[] block(int index) {
        return Arrays.copyOf(written.getOrDefault(index, new byte[0]), SIZE);
    }

    /** The bytes from an offset on. */
    public byte[] read(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int within = (int) ((offset + done) % SIZE);
            int count = Math.min(SIZE - within, length - done);
            byte[] block = written.getOrDefault(index(offset + done), new byte[0]);
            if (within < block.length) {
                System.arraycopy(block, within, bytes, done, Math.min(count, block.length - within));
            }
            done += count;
        }
        return bytes;
    }

    /** The content with bytes written at an offset. */
    public Blocks write(long offset, byte[] bytes) {
        var changed = new TreeMap<>(written);
        for (int done = 0; done < bytes.length; ) {
            int within = (int) ((offset + done) % SIZE);
            int count = Math.min(SIZE - within, bytes.length - done);
            byte[] block = block(index(offset + done));
            System.arraycopy(bytes, done, block, within, count);
            changed.put(index(offset + done), trimmed(block));
            done += count;
        }
        return new Blocks(changed);
    }

    /** The indexes of the blocks that differ from those of other content. */
    public NavigableSet<Integer> changedFrom(Blocks other) {
        var changed = new TreeSet<>(written.keySet());
        changed.addAll(other.written.keySet());
        changed.removeIf(index -> Arrays.equals(written.get(index), other.written.get(index)));
        return changed;
    }

    /** A SHA-256 of the content in hexadecimal: equal for equal content. */
    public String digest() {
        MessageDigest sha = sha256();
        written.forEach((index, block) -> {
            sha.update((index + ":" + block.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(block);
        });
        return HexFormat.of().formatHex(sha.digest());
    }

    private static int index(long offset) {
        return Math.toIntExact(offset / SIZE);
    }

    private static byte[] trimmed(byte[] block) {
        int end = block.length;
        while (end > 0 && block[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(block, end);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Cannot digest blocks: every Java has SHA-256", impossible);
        }
    }
}
