package dev.firebreak.aws.internal.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.spi.CanonicalJson;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Answers of AWS as JSON, with every field that was set, under the names of the API; blobs are base64, times ISO-8601. */
final class SdkJson {
    private SdkJson() {}

    static ObjectNode object(SdkPojo pojo) {
        ObjectNode object = CanonicalJson.object();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (isSet(value)) {
                object.set(field.memberName(), value(value));
            }
        }
        return object;
    }

    static ArrayNode array(Collection<?> values) {
        ArrayNode array = CanonicalJson.object().arrayNode();
        values.forEach(value -> array.add(value(value)));
        return array;
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    private static JsonNode value(Object value) {
        if (value instanceof SdkPojo pojo) {
            return object(pojo);
        }
        if (value instanceof Collection<?> values) {
            return array(values);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = CanonicalJson.object();
            map.forEach((key, item) -> object.set(String.valueOf(key), value(item)));
            return object;
        }
        if (value instanceof SdkBytes bytes) {
            return CanonicalJson.tree(bytes.asByteArray());
        }
        return value instanceof Number || value instanceof Boolean
                ? CanonicalJson.tree(value)
                : CanonicalJson.tree(value.toString());
    }
}
