package dev.firebreak.testkit.service.config.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Finds properties such as {@code configuration.instanceType} in an item; a path goes into every element of an array. */
final class Properties {
    private Properties() {}

    /** The values of a property as texts; none when the item lacks it. */
    static List<String> texts(JsonNode item, String property) {
        var found = new ArrayList<String>();
        collect(item, property, found);
        return found;
    }

    private static void collect(JsonNode node, String path, List<String> found) {
        if (node.isArray()) {
            node.forEach(each -> collect(each, path, found));
        } else if (path.isEmpty()) {
            if (node.isValueNode() && !node.isNull()) {
                found.add(node.asText());
            }
        } else {
            collect(node.path(head(path)), tail(path), found);
        }
    }

    /** Copies a property of an item into an answer, under the same names. */
    static void copy(JsonNode item, String property, ObjectNode answer) {
        JsonNode part = part(item, property);
        if (!part.isMissingNode()) {
            merge(answer, property, part);
        }
    }

    private static JsonNode part(JsonNode node, String path) {
        if (path.isEmpty()) {
            return node;
        }
        if (node.isArray()) {
            var parts = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> {
                JsonNode part = part(each, path);
                if (!part.isMissingNode()) {
                    parts.add(wrapped(path, part));
                }
            });
            return parts;
        }
        return part(node.path(head(path)), tail(path));
    }

    private static JsonNode wrapped(String path, JsonNode part) {
        var wrapped = JsonNodeFactory.instance.objectNode();
        merge(wrapped, path, part);
        return wrapped;
    }

    /** An array on the way carries the rest of the path in its elements. */
    private static void merge(ObjectNode into, String path, JsonNode part) {
        String rest = tail(path);
        boolean carried = part.isArray()
                && part.size() > 0
                && !rest.isEmpty()
                && part.get(0).has(head(rest));
        if (rest.isEmpty() || carried) {
            into.set(head(path), part);
        } else {
            merge(into.withObjectProperty(head(path)), rest, part);
        }
    }

    private static String head(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static String tail(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? "" : path.substring(dot + 1);
    }
}
