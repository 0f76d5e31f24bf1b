package dev.firebreak.evidence.spi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an item, hashed and counted while they are read. Digest and size exist only when the end was reached, so that
 * nothing cut short can be taken for complete: a read that failed fails again, and an end that comes too early or too late is an
 * {@link IOException}.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class EvidenceContent extends InputStream {
    private final InputStream bytes;
    private final OptionalLong expected;
    private final MessageDigest digest;
    private long size;
    private @Nullable String sha256;
    private @Nullable Throwable failure;

    private EvidenceContent(InputStream bytes, OptionalLong expected) {
        this.bytes = bytes;
        this.expected = expected;
        this.digest = sha256Digest();
    }

    /** Content of any length. */
    public static EvidenceContent of(InputStream bytes) {
        return new EvidenceContent(bytes, OptionalLong.empty());
    }

    /** Content that must be of this length. */
    public static EvidenceContent of(InputStream bytes, long expectedSize) {
        return new EvidenceContent(bytes, OptionalLong.of(expectedSize));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: this JDK has no SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (failure != null) {
            throw new IOException("Cannot read on: " + failure.getMessage(), failure);
        }
        if (sha256 != null) {
            return -1;
        }
        try {
            int count = bytes.read(buffer, offset, length);
            return count < 0 ? end() : count(buffer, offset, count);
        } catch (IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private int count(byte[] buffer, int offset, int count) throws IOException {
        digest.update(buffer, offset, count);
        size += count;
        if (expected.isPresent() && size > expected.getAsLong()) {
            throw new IOException("it goes on after the " + expected.getAsLong() + " bytes expected");
        }
        return count;
    }

    private int end() throws IOException {
        if (expected.isPresent() && size < expected.getAsLong()) {
            throw new EOFException("it ended after " + size + " of " + expected.getAsLong() + " bytes");
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
        return -1;
    }

    /** Whether the end was reached, and all is as expected. */
    public boolean isComplete() {
        return sha256 != null;
    }

    /** How many bytes were read so far. */
    public long count() {
        return size;
    }

    /**
     * The length in bytes.
     *
     * @throws IllegalStateException when the end was not reached
     */
    public long size() {
        sha256();
        return size;
    }

    /**
     * The SHA-256 in lower-case hexadecimal.
     *
     * @throws IllegalStateException when the end was not reached
     */
    public String sha256() {
        if (sha256 == null) {
            throw new IllegalStateException(
                    "Cannot give the digest: the content was not read to its end (" + size + " bytes read)");
        }
        return sha256;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
