package dev.firebreak.testkit.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The signatures in a body sent by {@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD}: of each chunk, and of the trailing headers, each
 * over the one before.
 *
 * <p>See "Signature calculations for the Authorization header: Transferring payload in multiple chunks" in the S3 API Reference.
 */
final class ChunkSignatures {
    private static final String NOTHING = Digests.sha256("");
    private static final String MARK = ";chunk-signature=";

    private final byte[] body;
    private final SigningKey key;
    private String previous;
    private int position;

    ChunkSignatures(byte[] body, SigningKey key, String seed) {
        this.body = body;
        this.key = key;
        this.previous = seed;
    }

    boolean hold() {
        int size;
        do {
            String[] head = line().split(MARK, 2);
            size = Integer.parseInt(head[0].split(";", 2)[0].strip(), 16);
            byte[] chunk = Arrays.copyOfRange(body, position, position + size);
            previous = key.sign("AWS4-HMAC-SHA256-PAYLOAD", previous, NOTHING, Digests.sha256(chunk));
            if (head.length < 2 || !Digests.same(previous, head[1].strip())) {
                return false;
            }
            position += size;
            if (size > 0) {
                line();
            }
        } while (size > 0);
        return trailersHold();
    }

    private boolean trailersHold() {
        var trailers = new StringBuilder();
        String signed = "";
        while (position < body.length) {
            String[] header = line().split(":", 2);
            String name = header[0].strip().toLowerCase(Locale.ROOT);
            if (name.equals("x-amz-trailer-signature")) {
                signed = header[1].strip();
            } else if (header.length == 2) {
                trailers.append(name).append(':').append(header[1].strip()).append('\n');
            }
        }
        return trailers.isEmpty()
                || Digests.same(
                        key.sign("AWS4-HMAC-SHA256-TRAILER", previous, Digests.sha256(trailers.toString())), signed);
    }

    private String line() {
        int end = position;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        String line = new String(body, position, end - position, StandardCharsets.ISO_8859_1);
        position = Math.min(end + 1, body.length);
        return line.strip();
    }
}
