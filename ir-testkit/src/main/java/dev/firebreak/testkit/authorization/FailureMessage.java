package dev.firebreak.testkit.authorization;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The encoded message that EC2 appends to a denial, and {@code DecodeAuthorizationMessage} reads. */
public final class FailureMessage {
    private static final int LONGEST = 100_000;

    private FailureMessage() {}

    static String encode(String json) {
        var deflater = new Deflater();
        deflater.setInput(json.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        var packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[1024];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    /** The JSON in an encoded message; empty when it is none. */
    public static Optional<String> decode(String encoded) {
        var inflater = new Inflater();
        try {
            inflater.setInput(Base64.getUrlDecoder().decode(encoded));
            byte[] text = new byte[LONGEST];
            int length = inflater.inflate(text);
            return inflater.finished()
                    ? Optional.of(new String(text, 0, length, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException | DataFormatException malformed) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
