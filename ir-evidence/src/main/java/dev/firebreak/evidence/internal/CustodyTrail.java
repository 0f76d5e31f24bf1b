package dev.firebreak.evidence.internal;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.CustodyEvent;
import dev.firebreak.evidence.CustodyRecord;
import dev.firebreak.evidence.CustodyRecord.Digest;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.JournalRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the journal of one incident says about its evidence, and the store beside it. */
final class CustodyTrail {
    private final IncidentLog log;
    private final Custody custody;
    private final EvidenceStore store;
    private final Set<String> begun = new HashSet<>();
    private final Map<String, CustodyRecord> hashed = new TreeMap<>();
    private final Map<String, CustodyRecord> verified = new HashMap<>();

    CustodyTrail(IncidentLog log, Custody custody, EvidenceStore store) {
        this.log = log;
        this.custody = custody;
        this.store = store;
        log.records().forEach(this::note);
    }

    private void note(JournalRecord entry) {
        if (!entry.type().equals(CustodyRecord.TYPE)) {
            return;
        }
        CustodyRecord event;
        try {
            event = CustodyRecord.fromJson(entry.data());
        } catch (EvidenceIntegrityException e) {
            // An application's own custody record; it does not count towards an item's trail.
            return;
        }
        switch (event.event()) {
            case IDENTIFIED -> begun.add(event.evidenceId());
            case HASHED -> hashed.put(event.evidenceId(), event);
            case VERIFIED -> verified.put(event.evidenceId(), event);
            default -> {
                // The other events say nothing about whether an item is complete.
            }
        }
    }

    Custody custody() {
        return custody;
    }

    /** All items of the incident, each with a complete trail, and none missing. */
    List<EvidenceItem> completeAll(String incident, String actor) {
        List<EvidenceItem> items = store.list(incident);
        items.forEach(item -> complete(item, actor));
        var there = new HashSet<String>();
        items.forEach(item -> there.add(item.id()));
        hashed.values().stream()
                .filter(event -> isStored(event) && !there.contains(event.evidenceId()))
                .findFirst()
                .ifPresent(gone -> {
                    throw new EvidenceIntegrityException("Cannot seal " + incident + ": " + gone.evidenceId()
                            + " was collected, and the store has it no more");
                });
        return items;
    }

    /** Adds the records that a crash between storing and recording left out. */
    void complete(EvidenceItem item, String actor) {
        if (!begun.contains(item.id())) {
            throw new EvidenceIntegrityException("Cannot vouch for " + item.id()
                    + ": it is in the store, but the journal does not say that it was collected");
        }
        CustodyRecord known = hashed.get(item.id());
        if (known == null) {
            hashAgain(item, actor);
        } else if (!known.digests().contains(Digest.ofStored(item.sha256()))) {
            throw new EvidenceIntegrityException("Cannot vouch for " + item.id()
                    + ": the journal says another digest than the store (" + item.sha256() + ")");
        }
        if (!verified.containsKey(item.id())) {
            append(custody.event(item, CustodyEvent.VERIFIED, actor)
                    .note("present in the store, with the size and digest recorded")
                    .build());
        }
    }

    private void hashAgain(EvidenceItem item, String actor) {
        try {
            copy(item, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new EvidenceIntegrityException("Cannot hash " + item.id() + ": " + e, e);
        }
        append(custody.event(item, CustodyEvent.HASHED, actor)
                .note("found complete in the store after a run was cut off; hashed again from the store")
                .build());
    }

    /**
     * Copies the item out of the store.
     *
     * @throws EvidenceIntegrityException when it is not what was collected
     */
    void copy(EvidenceItem item, OutputStream out) throws IOException {
        try (EvidenceContent content = EvidenceContent.of(store.open(item))) {
            content.transferTo(out);
            if (content.size() != item.size() || !content.sha256().equals(item.sha256())) {
                throw new EvidenceIntegrityException("Cannot vouch for " + item.id()
                        + ": the store gives other bytes than were collected (" + content.size() + " bytes, SHA-256 "
                        + content.sha256() + "; collected were " + item.size() + " bytes, SHA-256 " + item.sha256()
                        + ")");
            }
        }
    }

    /** Whether the record is about an item in the store; snapshots and the like have no digest of stored bytes. */
    static boolean isStored(CustodyRecord event) {
        return event.digests().stream().anyMatch(digest -> digest.over().equals("stored"));
    }

    void append(CustodyRecord event) {
        log.append(CustodyRecord.TYPE, stepOf(event), event.toJsonTree());
        note(event);
    }

    private static String stepOf(CustodyRecord event) {
        return event.event() == CustodyEvent.SEALED ? "" : event.evidenceId();
    }

    private void note(CustodyRecord event) {
        if (event.event() == CustodyEvent.HASHED) {
            hashed.put(event.evidenceId(), event);
        } else if (event.event() == CustodyEvent.VERIFIED) {
            verified.put(event.evidenceId(), event);
        }
    }
}
