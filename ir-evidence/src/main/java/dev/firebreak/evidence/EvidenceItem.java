package dev.firebreak.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.evidence.internal.ItemJson;
import dev.firebreak.evidence.spi.EvidenceDescription;
import java.time.Instant;

/**
 * One piece of evidence in a store, complete.
 *
 * @param description what it is and where it came from
 * @param size its length in bytes
 * @param sha256 the SHA-256 of the bytes as they are stored, in lower-case hexadecimal
 * @param location where it lies
 */
public record EvidenceItem(EvidenceDescription description, long size, String sha256, EvidenceLocation location) {
    /**
     * Reads what {@link #toJsonTree} gave.
     *
     * @throws dev.firebreak.EvidenceIntegrityException when it is not an item
     */
    public static EvidenceItem fromJson(JsonNode tree) {
        return ItemJson.read(tree);
    }

    /** The item as a JSON tree, for stores that keep it beside the content. */
    public JsonNode toJsonTree() {
        return ItemJson.write(this);
    }

    /** The incident that it belongs to. */
    public String incident() {
        return description.incident();
    }

    /** The exhibit's id: the id of the step that collected it. */
    public String id() {
        return description.id();
    }

    /** The name that its source gave it; may hold any character, and is not a path. */
    public String name() {
        return description.name();
    }

    /** The media type, such as {@code text/plain}. */
    public String mediaType() {
        return description.mediaType();
    }

    /** The ARN or URI of what it was taken from. */
    public String source() {
        return description.source();
    }

    /** When its reading began. */
    public Instant acquiredAt() {
        return description.acquiredAt();
    }
}
