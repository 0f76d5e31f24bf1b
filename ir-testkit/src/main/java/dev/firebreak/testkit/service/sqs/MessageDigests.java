package dev.firebreak.testkit.service.sqs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The MD5 digests by which clients check that messages arrived as sent. */
final class MessageDigests {
    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private MessageDigests() {}

    static String body(String body) {
        return md5(body.getBytes(StandardCharsets.UTF_8));
    }

    /** See "Calculating the MD5 message digest for message attributes" in the SQS Developer Guide; null without attributes. */
    static @Nullable String attributes(Map<String, MessageAttributeValue> attributes) {
        if (attributes.isEmpty()) {
            return null;
        }
        var bytes = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, value) -> {
            add(bytes, name.getBytes(StandardCharsets.UTF_8));
            add(bytes, value.dataType().getBytes(StandardCharsets.UTF_8));
            boolean text = value.stringValue() != null;
            bytes.write(text ? TEXT : BINARY);
            add(
                    bytes,
                    text
                            ? value.stringValue().getBytes(StandardCharsets.UTF_8)
                            : value.binaryValue().asByteArray());
        });
        return md5(bytes.toByteArray());
    }

    private static void add(ByteArrayOutputStream bytes, byte[] part) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
        bytes.writeBytes(part);
    }

    static String sha256(String body) {
        return digest("SHA-256", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String md5(byte[] bytes) {
        return digest("MD5", bytes);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Cannot compute digest: every Java has it (" + algorithm + ")", impossible);
        }
    }
}
