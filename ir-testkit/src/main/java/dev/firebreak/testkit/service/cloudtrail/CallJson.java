package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Writes the parameters of a call and its answer as CloudTrail does: names begin in lower case, secrets are left out. */
class CallJson {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final ApiCall call;

    CallJson(ApiCall call) {
        this.call = call;
    }

    static CallJson of(ApiCall call) {
        return switch (call.service()) {
            case "ec2" -> new Ec2CallJson(call);
            case "s3" -> new S3CallJson(call);
            default -> new CallJson(call);
        };
    }

    ApiCall call() {
        return call;
    }

    /** The element {@code requestParameters}; empty when it is null. */
    JsonNode requestParameters() {
        return object(call.request());
    }

    /** The element {@code responseElements}; empty when it is null. */
    JsonNode responseElements() {
        SdkPojo response = call.response();
        return response == null ? JSON.objectNode() : object(response);
    }

    ObjectNode object(SdkPojo pojo) {
        ObjectNode json = JSON.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !empty(value)) {
                put(json, field, value);
            }
        }
        return json;
    }

    private void put(ObjectNode json, SdkField<?> field, Object value) {
        Optional<JsonNode> hidden = Secrets.hidden(call.operation(), field.memberName());
        JsonNode written = hidden.orElseGet(() -> member(field, value));
        if (!written.isMissingNode()) {
            json.set(name(field), written);
        }
    }

    String name(SdkField<?> field) {
        return decapitalized(field.memberName());
    }

    JsonNode member(SdkField<?> field, Object value) {
        return node(value);
    }

    final JsonNode node(Object value) {
        if (value instanceof SdkPojo pojo) {
            return object(pojo);
        }
        if (value instanceof Collection<?> values) {
            ArrayNode array = JSON.arrayNode();
            values.forEach(each -> array.add(node(each)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode json = JSON.objectNode();
            map.forEach((key, each) -> json.set(String.valueOf(key), node(each)));
            return json;
        }
        return scalar(value);
    }

    private JsonNode scalar(Object value) {
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        }
        if (value instanceof Instant instant) {
            return time(instant);
        }
        return value instanceof SdkBytes ? JSON.missingNode() : JSON.textNode(String.valueOf(value));
    }

    JsonNode time(Instant instant) {
        return JSON.textNode(TIME.format(instant));
    }

    static String decapitalized(String name) {
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static boolean empty(Object value) {
        return (value instanceof Collection<?> values && values.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
