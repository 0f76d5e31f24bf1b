package dev.firebreak.testkit.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Fills SDK objects with seeded random values, awkward ones among them. */
final class SampleValues {
    private static final int DEEPEST = 5;
    private static final List<String> TEXTS = List.of(
            "i-0123456789abcdef0",
            "a&b<c>\"d'e",
            "Zürich 東京 \uD83D\uDD25",
            "a+b c%20d=e;f,g/h?i#j",
            "tab\tline\nreturn\r end",
            "]]><!-- -->");

    private final Random random;
    private final ChronoUnit precision;

    SampleValues(long seed) {
        this(new Random(seed), ChronoUnit.MILLIS);
    }

    private SampleValues(Random random, ChronoUnit precision) {
        this.random = random;
        this.precision = precision;
    }

    /** The same samples, but without fractions of seconds in timestamps. */
    SampleValues wholeSeconds() {
        return new SampleValues(random, ChronoUnit.SECONDS);
    }

    /** Builds an object with every field set, but for what lies too deep. */
    Object pojo(SdkPojo builder) {
        fill(builder, 1);
        return Pojos.build(builder);
    }

    /** The query protocols cannot express a structure without members. */
    private @Nullable Object pojo(SdkPojo builder, int depth) {
        return depth <= DEEPEST && fill(builder, depth) ? Pojos.build(builder) : null;
    }

    private boolean fill(SdkPojo builder, int depth) {
        boolean filled = false;
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = field.memberName().equals("DryRun") ? Boolean.FALSE : value(field, depth);
            if (value != null) {
                field.set(builder, value);
                filled = true;
            }
        }
        return filled;
    }

    private @Nullable Object value(SdkField<?> field, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(field);
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BIG_DECIMAL -> BigDecimal.valueOf(random.nextInt(), 3);
            case SDK_BYTES -> blob();
            case INSTANT -> instant(field);
            case SDK_POJO -> pojo(field.constructor().get(), depth + 1);
            case LIST ->
                depth > DEEPEST
                        ? null
                        : list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), depth);
            case MAP ->
                depth > DEEPEST
                        ? null
                        : map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), depth);
            default -> throw new IllegalArgumentException("Invalid type: " + field.marshallingType());
        };
    }

    private String text(SdkField<?> field) {
        boolean plain = field.location() != MarshallLocation.PAYLOAD || field.containsTrait(XmlAttributeTrait.class);
        return plain ? TEXTS.get(0) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private SdkBytes blob() {
        byte[] bytes = new byte[1 + random.nextInt(100)];
        random.nextBytes(bytes);
        return SdkBytes.fromByteArray(bytes);
    }

    private Instant instant(SdkField<?> field) {
        Instant instant = Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt());
        return field.location() == MarshallLocation.PAYLOAD
                ? instant.truncatedTo(precision)
                : instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private @Nullable List<Object> list(SdkField<?> member, int depth) {
        if (value(member, depth + 1) == null) {
            return null;
        }
        // More than nine, sometimes: the tenth must not come before the second.
        int size = member.constructor() == null && random.nextInt(5) == 0 ? 11 : 1 + random.nextInt(2);
        return IntStream.range(0, size)
                .mapToObj(index -> value(member, depth + 1))
                .toList();
    }

    private @Nullable Map<String, Object> map(SdkField<?> valueField, int depth) {
        var map = new LinkedHashMap<String, Object>();
        for (String key : List.of("one", "t&wo")) {
            Object value = value(valueField, depth + 1);
            if (value == null) {
                return null;
            }
            map.put(key, value);
        }
        return map;
    }
}
