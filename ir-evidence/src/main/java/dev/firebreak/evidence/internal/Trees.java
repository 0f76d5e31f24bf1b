package dev.firebreak.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.EvidenceLocation;
import dev.firebreak.spi.CanonicalJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads JSON strictly. */
final class Trees {
    private Trees() {}

    static String text(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        if (!value.isTextual()) {
            throw invalid(field, "must be a text");
        }
        return value.textValue();
    }

    static long size(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw invalid(field, "must be a whole number, 0 or greater");
        }
        return value.longValue();
    }

    static Instant instant(JsonNode tree, String field) {
        try {
            return Instant.parse(text(tree, field));
        } catch (DateTimeException e) {
            throw invalid(field, "must be a time in UTC");
        }
    }

    static List<String> texts(JsonNode tree, String field) {
        var texts = new ArrayList<String>();
        for (JsonNode value : tree.path(field)) {
            if (!value.isTextual()) {
                throw invalid(field, "must be texts");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    static ObjectNode location(EvidenceLocation location) {
        ObjectNode tree = CanonicalJson.object();
        tree.put("uri", location.uri());
        tree.set("attributes", CanonicalJson.tree(location.attributes()));
        return tree;
    }

    static EvidenceLocation location(JsonNode tree) {
        var attributes = new TreeMap<String, String>();
        tree.path("attributes")
                .fieldNames()
                .forEachRemaining(name -> attributes.put(name, text(tree.get("attributes"), name)));
        return new EvidenceLocation(text(tree, "uri"), attributes);
    }

    private static EvidenceIntegrityException invalid(String field, String rule) {
        return new EvidenceIntegrityException("Invalid evidence record: '" + field + "' (" + rule + ")");
    }
}
