package dev.firebreak.testkit.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.Scalars;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Reads JSON into SDK objects. Members that the model does not have are passed over, and so is {@code null}. */
final class JsonReader {
    private JsonReader() {}

    /** Sets the payload members of a builder. */
    static void members(SdkPojo builder, JsonNode json) {
        require(json.isObject(), json);
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode member = json.path(field.locationName());
            boolean inBody = field.location() == MarshallLocation.PAYLOAD;
            if (inBody && !member.isMissingNode() && !member.isNull()) {
                field.set(builder, value(field, member));
            }
        }
    }

    private static @Nullable Object value(SdkField<?> field, JsonNode json) {
        if (json.isNull()) {
            return null;
        }
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                members(builder, json);
                yield Pojos.build(builder);
            }
            case LIST -> list(field.getRequiredTrait(ListTrait.class), json);
            case MAP -> map(field.getRequiredTrait(MapTrait.class), json);
            case INSTANT -> instant(field, json);
            case DOCUMENT -> document(json);
            case STRING -> {
                require(json.isTextual(), json);
                yield json.textValue();
            }
            default -> {
                require(json.isValueNode(), json);
                yield Scalars.parse(field, json.asText());
            }
        };
    }

    private static List<@Nullable Object> list(ListTrait trait, JsonNode json) {
        require(json.isArray(), json);
        var values = new ArrayList<@Nullable Object>();
        json.forEach(item -> values.add(value(trait.memberFieldInfo(), item)));
        return values;
    }

    private static Map<String, @Nullable Object> map(MapTrait trait, JsonNode json) {
        require(json.isObject(), json);
        var values = new LinkedHashMap<String, @Nullable Object>();
        json.properties().forEach(entry -> values.put(entry.getKey(), value(trait.valueFieldInfo(), entry.getValue())));
        return values;
    }

    private static Instant instant(SdkField<?> field, JsonNode json) {
        require(json.isValueNode(), json);
        return Scalars.instant(Scalars.format(field, Format.UNIX_TIMESTAMP), json.asText());
    }

    private static Document document(JsonNode json) {
        if (json.isObject()) {
            Document.MapBuilder map = Document.mapBuilder();
            json.properties().forEach(entry -> map.putDocument(entry.getKey(), document(entry.getValue())));
            return map.build();
        }
        if (json.isArray()) {
            Document.ListBuilder list = Document.listBuilder();
            json.forEach(item -> list.addDocument(document(item)));
            return list.build();
        }
        if (json.isNumber()) {
            return Document.fromNumber(json.asText());
        }
        if (json.isBoolean()) {
            return Document.fromBoolean(json.booleanValue());
        }
        return json.isNull() ? Document.fromNull() : Document.fromString(json.textValue());
    }

    private static void require(boolean right, JsonNode json) {
        if (!right) {
            throw new IllegalArgumentException("Invalid JSON: " + json.getNodeType() + " was not expected");
        }
    }
}
