package dev.firebreak.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.CustodyEvent;
import dev.firebreak.evidence.CustodyRecord;
import dev.firebreak.evidence.CustodyRecord.Digest;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** Custody records as JSON, and back. */
public final class CustodyJson {
    /** Name and version of this library. */
    public static final String TOOL = "firebreak " + version();

    private CustodyJson() {}

    private static String version() {
        var properties = new Properties();
        try (InputStream file =
                CustodyJson.class.getResourceAsStream("/META-INF/maven/dev.firebreak/ir-evidence/pom.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            return "unversioned";
        }
        return properties.getProperty("version", "unversioned");
    }

    /** The record as JSON. */
    public static ObjectNode write(CustodyRecord custody) {
        ObjectNode tree = CanonicalJson.object();
        tree.put("evidenceId", custody.evidenceId());
        tree.put("event", custody.event().word());
        tree.put("actor", custody.actor());
        tree.put("occurredAt", custody.occurredAt().toString());
        tree.put("tool", custody.tool());
        custody.name().ifPresent(name -> tree.put("name", name));
        custody.location().ifPresent(location -> tree.set("location", Trees.location(location)));
        custody.source().ifPresent(source -> tree.put("source", source));
        custody.method().ifPresent(method -> tree.put("method", method));
        custody.size().ifPresent(size -> tree.put("size", size));
        custody.note().ifPresent(note -> tree.put("note", note));
        tree.set("requestIds", CanonicalJson.tree(custody.requestIds()));
        tree.set("digests", CanonicalJson.tree(custody.digests()));
        tree.set("changes", CanonicalJson.tree(custody.changes()));
        return tree;
    }

    /** The record that the JSON stands for. */
    public static CustodyRecord read(JsonNode tree) {
        var builder = CustodyRecord.builder()
                .evidenceId(Trees.text(tree, "evidenceId"))
                .event(event(Trees.text(tree, "event")))
                .actor(Trees.text(tree, "actor"))
                .occurredAt(Trees.instant(tree, "occurredAt"))
                .tool(Trees.text(tree, "tool"))
                .requestIds(Trees.texts(tree, "requestIds"))
                .changes(Trees.texts(tree, "changes"))
                .digests(digests(tree.path("digests")));
        if (tree.has("name")) {
            builder.name(Trees.text(tree, "name"));
        }
        if (tree.has("location")) {
            builder.location(Trees.location(tree.get("location")));
        }
        if (tree.has("source")) {
            builder.source(Trees.text(tree, "source"));
        }
        if (tree.has("method")) {
            builder.method(Trees.text(tree, "method"));
        }
        if (tree.has("size")) {
            builder.size(Trees.size(tree, "size"));
        }
        if (tree.has("note")) {
            builder.note(Trees.text(tree, "note"));
        }
        return builder.build();
    }

    private static CustodyEvent event(String word) {
        return Arrays.stream(CustodyEvent.values())
                .filter(event -> event.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new EvidenceIntegrityException("Invalid custody event: '" + word + "' (must be a known one)"));
    }

    private static List<Digest> digests(JsonNode trees) {
        var digests = new ArrayList<Digest>();
        trees.forEach(tree -> digests.add(
                new Digest(Trees.text(tree, "algorithm"), Trees.text(tree, "value"), Trees.text(tree, "over"))));
        return digests;
    }
}
