package dev.firebreak.testkit.wire.rest;

import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.Scalars;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** Reads one REST request into the SDK's request object: path, query, headers and body. */
final class RestReader {
    private final WireRequest http;
    private final Map<String, String> path;
    private final RestBody format;
    private final SdkPojo builder;

    /**
     * @param path the decoded path parameters
     * @param format how structures in the body are written
     */
    RestReader(WireRequest http, Map<String, String> path, RestBody format, SdkPojo builder) {
        this.http = http;
        this.path = path;
        this.format = format;
        this.builder = builder;
    }

    WireProtocol.Reading read() {
        boolean streaming = true;
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.location() == MarshallLocation.PAYLOAD) {
                streaming = false;
            } else {
                outsideBody(field).ifPresent(value -> field.set(builder, value));
            }
        }
        if (!streaming && http.body().length > 0) {
            body();
        }
        return new WireProtocol.Reading((AwsRequest) Pojos.build(builder), streaming ? http.body() : new byte[0]);
    }

    private Optional<Object> outsideBody(SdkField<?> field) {
        String name = field.locationName();
        return switch (field.location()) {
            case PATH, GREEDY_PATH -> Optional.ofNullable(path.get(name)).map(text -> Scalars.parse(field, text));
            case QUERY_PARAM -> values(field, http.query().getOrDefault(name, List.of()));
            case HEADER ->
                field.marshallingType() == MarshallingType.MAP
                        ? prefixed(name)
                        : values(field, parts(field, http.headers().getOrDefault(name, List.of())));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> values(SdkField<?> field, List<String> texts) {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (field.marshallingType() != MarshallingType.LIST) {
            return Optional.of(Scalars.parse(field, texts.get(0)));
        }
        SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        return Optional.of(
                texts.stream().map(text -> Scalars.parse(member, text)).toList());
    }

    /** The members of a list in a header, which are separated by commas. */
    private static List<String> parts(SdkField<?> field, List<String> texts) {
        return field.marshallingType() == MarshallingType.LIST
                ? texts.stream()
                        .flatMap(text -> Arrays.stream(text.split(",")))
                        .map(String::strip)
                        .toList()
                : texts;
    }

    /** Headers such as {@code x-amz-meta-*}, by the rest of their names. */
    private Optional<Object> prefixed(String prefix) {
        var found = new LinkedHashMap<String, String>();
        String wanted = prefix.toLowerCase(Locale.ROOT);
        http.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(wanted)) {
                found.put(lower.substring(wanted.length()), String.join(",", values));
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private void body() {
        Optional<SdkField<?>> whole = builder.sdkFields().stream()
                .filter(field -> field.containsTrait(PayloadTrait.class))
                .findFirst();
        if (whole.isPresent()) {
            whole.get().set(builder, whole(whole.get()));
        } else {
            format.readMembers(builder, http.body());
        }
    }

    private Object whole(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> new String(http.body(), StandardCharsets.UTF_8);
            case SDK_BYTES -> SdkBytes.fromByteArray(http.body());
            default -> format.readStructure(field.constructor(), http.body());
        };
    }
}
