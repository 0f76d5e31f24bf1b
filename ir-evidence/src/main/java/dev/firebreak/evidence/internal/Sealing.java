package dev.firebreak.evidence.internal;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.CustodyEvent;
import dev.firebreak.evidence.CustodyRecord.Digest;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.EvidenceLocation;
import dev.firebreak.evidence.Signer;
import dev.firebreak.journal.IncidentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Seals the evidence of one incident. */
final class Sealing {
    private final String incident;
    private final IncidentLog log;
    private final CustodyTrail trail;

    Sealing(String incident, IncidentLog log, CustodyTrail trail) {
        this.incident = incident;
        this.log = log;
        this.trail = trail;
    }

    SealedBag seal(Path bags, Signer signer, String actor) {
        List<EvidenceItem> items = trail.completeAll(incident, actor);
        Path directory = bags.toAbsolutePath().normalize();
        Path draft = directory.resolve("." + incident + "." + UUID.randomUUID() + ".part");
        try {
            DurableFiles.makeDirectories(directory);
            try {
                BagWriter.Hashes hashes = write(draft, items, signer);
                Path path = publish(draft, directory);
                append(path, hashes, signer, actor);
                return new SealedBag(incident, path, hashes.manifest(), signer.publicKey());
            } finally {
                DurableFiles.delete(draft);
            }
        } catch (IOException e) {
            throw new EvidenceIntegrityException("Cannot seal " + incident + ": its bag cannot be written, " + e, e);
        }
    }

    private BagWriter.Hashes write(Path draft, List<EvidenceItem> items, Signer signer) throws IOException {
        var writer = new BagWriter(draft, incident);
        for (EvidenceItem item : items) {
            writer.add(SafeName.inBag(item), out -> trail.copy(item, out));
        }
        writer.addCustody(log.records());
        return writer.finish(LocalDate.ofInstant(trail.custody().clock().instant(), ZoneOffset.UTC), signer);
    }

    private Path publish(Path draft, Path directory) throws IOException {
        for (int number = 1; ; number++) {
            Path name = directory.resolve("%s-%04d".formatted(incident, number));
            if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS) && DurableFiles.publish(draft, name)) {
                return name;
            }
        }
    }

    private void append(Path path, BagWriter.Hashes hashes, Signer signer, String actor) {
        trail.append(trail.custody()
                .event(incident, CustodyEvent.SEALED, actor)
                .location(EvidenceLocation.of(path.toUri().toString()))
                .addDigests(new Digest("SHA-256", hashes.manifest(), Bag.MANIFEST))
                .addDigests(new Digest("SHA-256", hashes.root(), "rfc6962-root"))
                .note("signed as " + signer.name() + " over " + hashes.records() + " journal records")
                .build());
    }
}
