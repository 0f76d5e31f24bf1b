package dev.firebreak.evidence.spi;

import dev.firebreak.evidence.EvidenceItem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Keeps evidence. Items are written once and never change.
 *
 * <p>A store over objects writes the content first, in parts where its length is not known, then the item's JSON beside it
 * ({@link EvidenceItem#toJsonTree}), which completes it: only then are digest, version and lock known, and an item without it is not
 * found.
 *
 * <p><b>Threading:</b> safe for use by many threads, which write different items.
 *
 * <p><b>Idempotency:</b> writing an item again with the same content gives the item that is there; with other content it is refused.
 *
 * <p><b>Failure:</b> a write that is cut short, by whatever cause, leaves nothing that {@link #find} or {@link #list} gives. An
 * {@link IOException} of the content passes; the store's own failures are exceptions of its client.
 */
public interface EvidenceStore {
    /**
     * Reads the content to its end and keeps it. Returns when it is durable. Does not close the content.
     *
     * @return {@link EvidenceDescription#storedAt} with the place of the content, including its version
     * @throws IOException when the content cannot be read to its end; nothing is kept
     * @throws dev.firebreak.EvidenceIntegrityException when an item of this id with other content is there, or the store cannot keep it
     */
    EvidenceItem write(EvidenceDescription description, EvidenceContent content) throws IOException;

    /**
     * The item of this id, if it is there and complete.
     *
     * @throws dev.firebreak.EvidenceIntegrityException when it is there and is visibly not what was written
     */
    Optional<EvidenceItem> find(String incident, String id);

    /**
     * The bytes of the item, of the very version that was written.
     *
     * @throws IOException when they cannot be read
     */
    InputStream open(EvidenceItem item) throws IOException;

    /** All complete items of the incident, by id. */
    List<EvidenceItem> list(String incident);
}
