package dev.firebreak.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.spi.EvidenceDescription;
import dev.firebreak.spi.CanonicalJson;

/** Items as JSON, and back. */
public final class ItemJson {
    private ItemJson() {}

    /** The item as JSON. */
    public static ObjectNode write(EvidenceItem item) {
        EvidenceDescription about = item.description();
        ObjectNode tree = CanonicalJson.object();
        tree.put("incident", about.incident());
        tree.put("id", about.id());
        tree.put("name", about.name());
        tree.put("mediaType", about.mediaType());
        tree.put("source", about.source());
        tree.put("method", about.method());
        tree.set("requestIds", CanonicalJson.tree(about.requestIds()));
        tree.put("acquiredAt", about.acquiredAt().toString());
        tree.put("size", item.size());
        tree.put("sha256", item.sha256());
        tree.set("location", Trees.location(item.location()));
        return tree;
    }

    /** The item that the JSON stands for. */
    public static EvidenceItem read(JsonNode tree) {
        try {
            var about = new EvidenceDescription(
                    Trees.text(tree, "incident"),
                    Trees.text(tree, "id"),
                    Trees.text(tree, "name"),
                    Trees.text(tree, "mediaType"),
                    Trees.text(tree, "source"),
                    Trees.text(tree, "method"),
                    Trees.texts(tree, "requestIds"),
                    Trees.instant(tree, "acquiredAt"));
            return new EvidenceItem(
                    about, Trees.size(tree, "size"), Trees.text(tree, "sha256"), Trees.location(tree.path("location")));
        } catch (IllegalArgumentException e) {
            throw new EvidenceIntegrityException(String.valueOf(e.getMessage()), e);
        }
    }
}
