package dev.firebreak.testkit.wire.rest;

import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.Scalars;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** Writes one REST answer: status, headers and body. */
final class RestWriter {
    /**
     * What the protocol gives to each answer.
     *
     * @param format how structures in the body are written
     * @param headers the headers that each answer carries
     * @param success the status of an answer; 0 for the usual one of its method
     */
    record Frame(RestBody format, Map<String, String> headers, int success) {}

    private final WireProtocol.Exchange exchange;
    private final SdkPojo response;
    private final byte[] stream;
    private final RestBody format;
    private final int success;
    private final Map<String, String> headers;

    RestWriter(WireProtocol.Exchange exchange, Operations.Result result, Frame frame) {
        this.exchange = exchange;
        this.format = frame.format();
        this.success = frame.success();
        this.headers = new LinkedHashMap<>(frame.headers());
        this.response = result.response();
        this.stream = result.body();
    }

    WireResponse write() {
        response.sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.HEADER && !Pojos.isUnset(field, response))
                .forEach(field -> header(field, field.getValueOrDefault(response)));
        byte[] body = stream.length > 0 ? stream : payload();
        if (!exchange.http().method().equals("HEAD")) {
            headers.put("Content-Length", String.valueOf(body.length));
        }
        return new WireResponse(status(body), headers, body);
    }

    private int status(byte[] body) {
        Optional<Integer> member = response.sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.STATUS_CODE)
                .map(field -> (Integer) field.getValueOrDefault(response))
                .filter(Objects::nonNull)
                .findFirst();
        if (member.isPresent() || success != 0) {
            return member.orElse(success);
        }
        if (headers.containsKey("Content-Range")) {
            return 206;
        }
        boolean deletes = exchange.http().method().equals("DELETE");
        return deletes && body.length == 0 ? 204 : 200;
    }

    private void header(SdkField<?> field, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> put(field.unmarshallLocationName() + name, String.valueOf(text)));
        } else if (value instanceof List<?> list) {
            put(
                    field.unmarshallLocationName(),
                    String.join(",", list.stream().map(String::valueOf).toList()));
        } else {
            put(field.unmarshallLocationName(), Scalars.print(field, value));
        }
    }

    /** A line break in stored metadata must not become a header of its own. */
    private void put(String name, String value) {
        headers.put(name.replaceAll("[^!-9;-~]", "_"), value.replaceAll("\\p{Cntrl}", " "));
    }

    private byte[] payload() {
        Optional<SdkField<?>> whole = response.sdkFields().stream()
                .filter(field -> field.containsTrait(PayloadTrait.class))
                .findFirst();
        if (whole.isPresent()) {
            return Pojos.isUnset(whole.get(), response) ? new byte[0] : whole(whole.get());
        }
        boolean hasMembers =
                response.sdkFields().stream().anyMatch(field -> field.location() == MarshallLocation.PAYLOAD);
        return hasMembers ? typed(format.writeMembers(exchange.operation(), response)) : new byte[0];
    }

    private byte[] whole(SdkField<?> field) {
        Object value = field.getValueOrDefault(response);
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArray();
        }
        return typed(format.writeStructure(field.unmarshallLocationName(), (SdkPojo) value));
    }

    private byte[] typed(byte[] body) {
        headers.put("Content-Type", format.contentType());
        return body;
    }
}
