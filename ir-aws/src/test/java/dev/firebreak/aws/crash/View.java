package dev.firebreak.aws.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.aws.OneQuarantine;
import dev.firebreak.spi.CanonicalJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What can be compared of a world with another in which the same was done, in another order and at other times. */
final class View {
    private static final Pattern ID = Pattern.compile("\\b[a-z]+(?:-[a-z]+)*-[0-9a-f]{17}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private static final Pattern MAC = Pattern.compile("\\b02(:[0-9a-f]{2}){5}\\b");

    private View() {}

    /** The world with what was made since before named for what it is, and without times and hardware addresses. */
    static JsonNode of(JsonNode world, JsonNode before) {
        String timeless =
                TIME.matcher(CanonicalJson.text(OneQuarantine.of(world))).replaceAll("then");
        String text = MAC.matcher(timeless).replaceAll("mac");
        Map<String, String> names = names(CanonicalJson.parse(text), ids(before.toString()));
        return CanonicalJson.parse(
                ID.matcher(text).replaceAll(found -> names.getOrDefault(found.group(), found.group())));
    }

    private static Map<String, String> names(JsonNode world, Set<String> old) {
        Map<String, List<String>> content = new TreeMap<>();
        for (String id : ids(world.toString())) {
            if (!old.contains(id)) {
                content.put(id, content(world, id, old));
            }
        }
        var byContent = new ArrayList<>(content.entrySet());
        byContent.sort(Map.Entry.comparingByValue((one, other) -> one.toString().compareTo(other.toString())));
        Map<String, String> names = new HashMap<>();
        byContent.forEach(entry -> names.put(entry.getKey(), kind(entry.getKey()) + "-new-" + names.size()));
        return names;
    }

    /** What the world says of something, with everything else that is new left nameless. */
    private static List<String> content(JsonNode world, String id, Set<String> old) {
        Function<MatchResult, String> nameless =
                found -> old.contains(found.group()) ? found.group() : kind(found.group());
        var said = new ArrayList<String>();
        said.add(kind(id));
        for (JsonNode item : world.findValues(id)) {
            said.add(ID.matcher(CanonicalJson.text(item)).replaceAll(nameless));
        }
        return said;
    }

    private static String kind(String id) {
        return id.substring(0, id.lastIndexOf('-'));
    }

    private static Set<String> ids(String text) {
        var ids = new TreeSet<String>();
        ID.matcher(text).results().map(MatchResult::group).forEach(ids::add);
        return ids;
    }

    /** The world without snapshots and images of volumes, which a release keeps. */
    static JsonNode withoutEvidence(JsonNode world) {
        JsonNode copy = world.deepCopy();
        copy.findParents("snapshots").forEach(parent -> {
            ((ObjectNode) parent).remove(List.of("images", "snapshots"));
            if (parent.get("tags") instanceof ObjectNode tags) {
                List<String> evidence = new ArrayList<>();
                tags.fieldNames().forEachRemaining(evidence::add);
                evidence.removeIf(id -> !id.startsWith("ami-") && !id.startsWith("snap-"));
                tags.remove(evidence);
            }
        });
        return copy;
    }

    /** Where two worlds differ, and how. */
    static List<String> differences(JsonNode one, JsonNode other) {
        var found = new ArrayList<String>();
        compare("", one, other, found);
        return found;
    }

    private static void compare(String path, JsonNode one, JsonNode other, List<String> found) {
        if (!one.isObject() || !other.isObject()) {
            if (!one.equals(other)) {
                found.add(path + ": " + one + ", not " + other);
            }
            return;
        }
        var names = new TreeSet<String>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> compare(path + "/" + name, one.path(name), other.path(name), found));
    }
}
