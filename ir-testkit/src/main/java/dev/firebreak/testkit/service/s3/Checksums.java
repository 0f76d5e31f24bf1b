package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** The checksum algorithms of S3. */
enum Checksums {
    CRC32(content -> crc(new CRC32(), content)),
    CRC32C(content -> crc(new CRC32C(), content)),
    CRC64NVME(Checksums::crc64),
    SHA1(content -> digest("SHA-1", content)),
    SHA256(content -> digest("SHA-256", content));

    private static final String FIELD = "Checksum";
    private static final long NVME = 0x9A6C9329AC4BC9B5L;
    private static final long[] CRC64 = table();

    private final UnaryOperator<byte[]> function;

    Checksums(UnaryOperator<byte[]> function) {
        this.function = function;
    }

    byte[] of(byte[] content) {
        return function.apply(content);
    }

    String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(of(content));
    }

    /** The name of the field, and the end of the header, that hold this checksum. */
    String field() {
        return FIELD + name();
    }

    /** CRC-64/NVME is only ever of the whole object; the others are of the parts' checksums, unless asked otherwise. */
    boolean compositeByDefault() {
        return this != CRC64NVME;
    }

    static Optional<Checksums> find(@Nullable Object algorithm) {
        for (Checksums checksum : values()) {
            if (checksum.name().equals(String.valueOf(algorithm))) {
                return Optional.of(checksum);
            }
        }
        return Optional.empty();
    }

    /** The checksums that a request gives: algorithm to base-64 value. */
    static Map<Checksums, String> given(SdkPojo request) {
        Map<Checksums, String> given = new LinkedHashMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().startsWith(FIELD) && field.getValueOrDefault(request) instanceof String value) {
                find(field.memberName().substring(FIELD.length())).ifPresent(found -> given.put(found, value));
            }
        }
        return given;
    }

    /** Checks what a request says of its body; gives its one checksum, if it has any. */
    static Optional<Checksums> verify(SdkPojo request, byte[] body) {
        Map<Checksums, String> given = given(request);
        if (given.size() > 1) {
            throw S3Errors.invalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        given.forEach((algorithm, value) -> algorithm.verify(value, body));
        return given.keySet().stream().findFirst();
    }

    /** Refuses a value that is not the checksum of the body. */
    void verify(String value, byte[] body) {
        byte[] expected = of(body);
        if (decoded(value).filter(bytes -> bytes.length == expected.length).isEmpty()) {
            throw S3Errors.invalidRequest("Value for x-amz-checksum-%s header is invalid.", lowerName());
        }
        if (!value.equals(Base64.getEncoder().encodeToString(expected))) {
            throw AwsError.of("BadDigest", "The %s you specified did not match the calculated checksum.", name());
        }
    }

    String lowerName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static void verifyMd5(@Nullable String contentMd5, byte[] body) {
        if (contentMd5 == null) {
            return;
        }
        if (decoded(contentMd5).filter(bytes -> bytes.length == 16).isEmpty()) {
            throw AwsError.of("InvalidDigest", "The Content-MD5 you specified was invalid.");
        }
        if (!contentMd5.equals(Base64.getEncoder().encodeToString(md5(body)))) {
            throw AwsError.of("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
    }

    static byte[] md5(byte[] content) {
        return digest("MD5", content);
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Cannot compute a checksum: no " + algorithm + " in this Java", missing);
        }
    }

    private static byte[] crc(Checksum checksum, byte[] content) {
        checksum.update(content);
        return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
    }

    private static byte[] crc64(byte[] content) {
        long crc = ~0L;
        for (byte octet : content) {
            crc = CRC64[(int) ((crc ^ octet) & 0xff)] ^ (crc >>> 8);
        }
        return ByteBuffer.allocate(8).putLong(~crc).array();
    }

    private static long[] table() {
        long[] table = new long[256];
        for (int index = 0; index < table.length; index++) {
            long value = index;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ NVME;
            }
            table[index] = value;
        }
        return table;
    }
}
