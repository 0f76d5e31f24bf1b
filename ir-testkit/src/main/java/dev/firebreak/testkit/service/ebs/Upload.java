package dev.firebreak.testkit.service.ebs;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;

/** A snapshot that is being written: the digests of the blocks so far, and when it will be given up. */
final class Upload {
    private final Duration timeout;
    private final SortedMap<Integer, byte[]> digests = new TreeMap<>();
    private Instant lastWrite;

    Upload(Duration timeout, Instant started) {
        this.timeout = timeout;
        this.lastWrite = started;
    }

    void wrote(int index, byte[] digest, Instant when) {
        digests.put(index, digest);
        lastWrite = when;
    }

    int blocks() {
        return digests.size();
    }

    Instant givenUpAt() {
        return lastWrite.plus(timeout);
    }

    /** The digest of the digests of the blocks in the order of their indexes, in Base64. */
    String checksum() {
        var all = new ByteArrayOutputStream();
        digests.values().forEach(all::writeBytes);
        return Base64.getEncoder().encodeToString(Ebs.sha256(all.toByteArray()));
    }
}
