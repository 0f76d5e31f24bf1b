package dev.firebreak.testkit.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Numbers, booleans, blobs and timestamps as text. */
public final class Scalars {
    /** ISO-8601 as AWS writes it: always with at least milliseconds. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss.")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, false)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The fixed two-digit form of RFC 822 dates; {@link DateTimeFormatter#RFC_1123_DATE_TIME} drops leading zeroes. */
    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Scalars() {}

    /**
     * Reads a value of the field's type.
     *
     * @throws RuntimeException when the text is none: a {@link java.time.DateTimeException} or an
     *     {@link IllegalArgumentException}
     */
    public static Object parse(SdkField<?> field, String text) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text;
            case BOOLEAN -> bool(text.strip());
            case INTEGER -> Integer.valueOf(text.strip());
            case LONG -> Long.valueOf(text.strip());
            case SHORT -> Short.valueOf(text.strip());
            case BYTE -> Byte.valueOf(text.strip());
            case FLOAT -> Float.valueOf(text.strip());
            case DOUBLE -> Double.valueOf(text.strip());
            case BIG_DECIMAL -> new BigDecimal(text.strip());
            case SDK_BYTES ->
                SdkBytes.fromByteArrayUnsafe(Base64.getMimeDecoder().decode(text));
            case INSTANT -> instant(format(field), text.strip());
            default -> throw new IllegalArgumentException("Invalid value: a structure was expected");
        };
    }

    /** Writes a value of the field's type. */
    public static String print(SdkField<?> field, Object value) {
        if (value instanceof Instant instant) {
            return print(format(field), instant);
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    private static Boolean bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("Invalid boolean: " + text);
        }
        return Boolean.valueOf(text);
    }

    private static Format format(SdkField<?> field) {
        return format(field, field.location() == MarshallLocation.HEADER ? Format.RFC_822 : Format.ISO_8601);
    }

    /** How the field's timestamps are written: as its model says, or else in the protocol's own format. */
    public static Format format(SdkField<?> field, Format ofProtocol) {
        return field.getOptionalTrait(TimestampFormatTrait.class)
                .map(TimestampFormatTrait::format)
                .orElse(ofProtocol);
    }

    public static Instant instant(Format format, String text) {
        return switch (format) {
            case ISO_8601 -> OffsetDateTime.parse(text).toInstant();
            case RFC_822 -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            case UNIX_TIMESTAMP ->
                Instant.ofEpochMilli(
                        new BigDecimal(text).movePointRight(3).toBigInteger().longValueExact());
            case UNIX_TIMESTAMP_MILLIS -> Instant.ofEpochMilli(Long.parseLong(text));
        };
    }

    public static String print(Format format, Instant instant) {
        return switch (format) {
            case ISO_8601 -> ISO.format(instant);
            case RFC_822 -> RFC_822.format(instant);
            case UNIX_TIMESTAMP ->
                BigDecimal.valueOf(instant.toEpochMilli(), 3)
                        .stripTrailingZeros()
                        .toPlainString();
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
        };
    }
}
