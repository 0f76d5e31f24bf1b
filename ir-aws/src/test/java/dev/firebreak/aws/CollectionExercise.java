package dev.firebreak.aws;

import dev.firebreak.StepResult;
import dev.firebreak.evidence.EvidenceCollector;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.EvidencePlan;
import dev.firebreak.evidence.EvidenceReport;
import dev.firebreak.evidence.LocalEvidenceStore;
import dev.firebreak.journal.InMemoryJournal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** All the evidence of an instance, to be collected under faults; and what is really in EC2 and in the store. */
final class CollectionExercise implements AutoCloseable {
    final Rehearsal rehearsal = new Rehearsal();
    private final Scene scene = new Scene(rehearsal);
    private final InMemoryJournal journal = InMemoryJournal.create();
    private final LocalEvidenceStore store;
    private final Path directory;

    CollectionExercise(Path directory) {
        this.directory = directory;
        this.store = LocalEvidenceStore.in(directory.resolve("store"));
        rehearsal.fake.clearCalls();
    }

    /** A collector as a process has it that begins anew. */
    EvidenceCollector collector() {
        return rehearsal.collector(journal, store, directory.resolve("bags"));
    }

    EvidencePlan plan() {
        return collector()
                .incident("IR-1")
                .collect(
                        scene.instance(),
                        Ec2.consoleOutput(),
                        Ec2.instanceRecord(),
                        Ec2.volumeSnapshots(),
                        Ec2.machineImage())
                .plan();
    }

    /** Whether what the step is to collect is there, once, seen without the library's own eyes. */
    boolean holds(StepResult result) {
        String step = result.step().id();
        return switch (result.step().kind()) {
            case "aws.ec2.create-snapshots" -> snapshots(step).size() == 1;
            case "aws.ec2.create-image" -> images(step).size() == 1;
            case "aws.ec2.snapshots-record" ->
                isStored(step, snapshots(result.step().parameters().getOrDefault("madeBy", "")));
            case "aws.ec2.image-record" ->
                isStored(step, images(result.step().parameters().getOrDefault("madeBy", "")));
            default -> isStored(step, List.of());
        };
    }

    private boolean isStored(String step, List<String> parts) {
        return store.find("IR-1", step)
                .map(this::text)
                .filter(text -> parts.stream().allMatch(text::contains))
                .isPresent();
    }

    private List<String> snapshots(String step) {
        return scene
                .ec2
                .describeSnapshots(request -> request.filters(Scene.tagged("firebreak:step", step)))
                .snapshots()
                .stream()
                .map(Snapshot::snapshotId)
                .toList();
    }

    private List<String> images(String step) {
        return scene
                .ec2
                .describeImages(request -> request.filters(Scene.tagged("firebreak:step", step)))
                .images()
                .stream()
                .map(Image::imageId)
                .toList();
    }

    /** What the item says that was collected from the source of this kind. */
    String text(EvidenceReport report, String kind) {
        return report.results().stream()
                .filter(result -> result.step().kind().equals(kind))
                .flatMap(result -> store.find("IR-1", result.step().id()).stream())
                .map(this::text)
                .collect(Collectors.joining());
    }

    private String text(EvidenceItem item) {
        try (InputStream stream = store.open(item)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        rehearsal.close();
    }
}
