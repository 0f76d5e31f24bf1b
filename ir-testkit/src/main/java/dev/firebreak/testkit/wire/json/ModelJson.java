package dev.firebreak.testkit.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/** SDK model objects as the JSON that the service's own API writes, for events that repeat it. */
public final class ModelJson {
    private ModelJson() {}

    /** The object as JSON, by the names on the wire; a whole number is written without a fraction. */
    public static ObjectNode of(SdkPojo pojo) {
        try {
            var json = (ObjectNode) Json.MAPPER.readTree(JsonWriter.write(pojo));
            wholeNumbers(json);
            return json;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** All scalars that an object has at a path such as {@code resources.type}, through lists, too. */
    public static List<String> values(JsonNode json, String path) {
        List<JsonNode> nodes = List.of(json);
        for (String step : path.split("\\.")) {
            List<JsonNode> next = new ArrayList<>();
            nodes.forEach(node -> next.add(node.path(step)));
            nodes = next.stream()
                    .flatMap(node -> node.isArray()
                            ? Stream.iterate(0, index -> index < node.size(), index -> index + 1)
                                    .map(node::get)
                            : Stream.of(node))
                    .toList();
        }
        return nodes.stream()
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .toList();
    }

    private static void wholeNumbers(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(whole(field.getValue())));
        } else if (json instanceof ArrayNode array) {
            for (int position = 0; position < array.size(); position++) {
                array.set(position, whole(array.get(position)));
            }
        }
    }

    private static JsonNode whole(JsonNode value) {
        wholeNumbers(value);
        boolean whole = value.isDouble() && value.doubleValue() == value.longValue();
        return whole ? Json.MAPPER.getNodeFactory().numberNode(value.longValue()) : value;
    }
}
