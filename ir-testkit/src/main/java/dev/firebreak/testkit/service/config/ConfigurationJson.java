package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Writes an SDK model object as Config writes the configuration of a resource: every name begins in lower case. */
final class ConfigurationJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ConfigurationJson() {}

    static ObjectNode of(SdkPojo pojo) {
        ObjectNode json = JSON.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkBytes)) {
                String name = field.memberName();
                json.set(Character.toLowerCase(name.charAt(0)) + name.substring(1), node(value));
            }
        }
        return json;
    }

    private static JsonNode node(Object value) {
        if (value instanceof SdkPojo pojo) {
            return of(pojo);
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
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        return value instanceof Integer || value instanceof Long
                ? JSON.numberNode(((Number) value).longValue())
                : JSON.textNode(String.valueOf(value));
    }
}
