package dev.firebreak.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.spi.CanonicalJson;
import java.util.Map;
import java.util.TreeMap;

/**
 * A snapshot of a world in which all quarantine groups are one and the same: how many there are, and their ids and names, depends on
 * which interfaces have gone into quarantine together.
 */
public final class OneQuarantine {
    private OneQuarantine() {}

    public static JsonNode of(JsonNode snapshot) {
        JsonNode copy = snapshot.deepCopy();
        Map<String, String> groups = new TreeMap<>();
        copy.findValues("securityGroups")
                .forEach(all -> all.properties().forEach(group -> {
                    String name = group.getValue().path("name").asText();
                    if (name.startsWith("firebreak-quarantine-")) {
                        groups.put(group.getKey(), name);
                    }
                }));
        groups.keySet().forEach(id -> copy.findParents(id).forEach(parent -> ((ObjectNode) parent).remove(id)));
        String text = CanonicalJson.text(copy);
        for (Map.Entry<String, String> group : groups.entrySet()) {
            text = text.replace(group.getKey(), "quarantine").replace(group.getValue(), "quarantine");
        }
        return CanonicalJson.parse(text);
    }
}
