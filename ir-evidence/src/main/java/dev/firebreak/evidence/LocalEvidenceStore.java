package dev.firebreak.evidence;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.Incident;
import dev.firebreak.evidence.internal.DurableFiles;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceDescription;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps evidence in a local directory: one directory per incident, and in it one per item with {@code content} and
 * {@code item.json}.
 *
 * <p>An item is written beside its place, brought to the disk (fsync), and given its name at once, so that what was cut short never
 * looks complete. Names that sources gave are never used as paths. Files are readable by their owner only, where the file system has
 * such permissions.
 */
public final class LocalEvidenceStore implements EvidenceStore {
    private static final String CONTENT = "content";
    private static final String ITEM = "item.json";

    private final Path root;

    private LocalEvidenceStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** A store in this directory, which is made when the first item is written. */
    public static LocalEvidenceStore in(Path root) {
        return new LocalEvidenceStore(root);
    }

    @Override
    public EvidenceItem write(EvidenceDescription description, EvidenceContent content) throws IOException {
        Path incident = directory(description.incident());
        Path place = incident.resolve(description.id());
        DurableFiles.makeDirectories(incident);
        Path draft = incident.resolve("." + UUID.randomUUID() + ".part");
        DurableFiles.makeDirectories(draft);
        try {
            DurableFiles.write(draft.resolve(CONTENT), content::transferTo);
            var location = EvidenceLocation.of(place.resolve(CONTENT).toUri().toString());
            EvidenceItem item = description.storedAt(location, content);
            DurableFiles.write(draft.resolve(ITEM), CanonicalJson.bytes(item.toJsonTree()));
            return DurableFiles.publish(draft, place) ? item : sameAs(item);
        } finally {
            DurableFiles.delete(draft);
        }
    }

    private EvidenceItem sameAs(EvidenceItem item) {
        EvidenceItem there = find(item.incident(), item.id())
                .orElseThrow(() -> new EvidenceIntegrityException(
                        "Cannot store " + item.id() + ": its place is taken by something that is not evidence"));
        if (!there.sha256().equals(item.sha256()) || there.size() != item.size()) {
            throw new EvidenceIntegrityException("Cannot store " + item.id()
                    + ": the store has other content under this id (SHA-256 " + there.sha256() + ", not "
                    + item.sha256() + ")");
        }
        return there;
    }

    @Override
    public Optional<EvidenceItem> find(String incident, String id) {
        Path place = directory(incident).resolve(EvidenceDescription.requireId(id));
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            String json = Files.readString(place.resolve(ITEM), StandardCharsets.UTF_8);
            EvidenceItem item = EvidenceItem.fromJson(CanonicalJson.parse(json));
            check(item, incident, id, Files.size(place.resolve(CONTENT)));
            return Optional.of(item);
        } catch (IOException | IllegalArgumentException e) {
            throw new EvidenceIntegrityException("Cannot read item " + id + " of " + incident + ": " + e, e);
        }
    }

    private static void check(EvidenceItem item, String incident, String id, long size) {
        if (!item.incident().equals(incident) || !item.id().equals(id)) {
            throw new EvidenceIntegrityException("Cannot trust item " + id + " of " + incident
                    + ": its record is that of " + item.id() + " of " + item.incident());
        }
        if (item.size() != size) {
            throw new EvidenceIntegrityException("Cannot trust item " + id + " of " + incident + ": it has " + size
                    + " bytes, and " + item.size() + " were stored");
        }
    }

    @Override
    public InputStream open(EvidenceItem item) throws IOException {
        return Files.newInputStream(
                directory(item.incident()).resolve(item.id()).resolve(CONTENT), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<EvidenceItem> list(String incident) {
        Path directory = directory(incident);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(EvidenceDescription::isId)
                    .sorted()
                    .flatMap(name -> find(incident, name).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new EvidenceIntegrityException("Cannot list the items of " + incident + ": " + e, e);
        }
    }

    private Path directory(String incident) {
        return root.resolve(Incident.of(incident).id());
    }
}
