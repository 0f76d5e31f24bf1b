package dev.firebreak.aws.crash;

import dev.firebreak.Containment;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.StepResult;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.evidence.Ed25519Signer;
import dev.firebreak.evidence.EvidenceCollector;
import dev.firebreak.evidence.EvidenceReport;
import dev.firebreak.evidence.LocalEvidenceStore;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.spi.ResponderBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What one process does: it responds to an incident, or goes on where another one died, or releases. */
final class Worker implements AutoCloseable {
    private final Path directory;
    private final Connection connection;
    private final AwsProvider provider;
    private final Fate fate;

    Worker(Path directory, Connection connection, Fate fate) {
        this.directory = directory;
        this.connection = connection;
        this.provider = connection.provider(fate);
        this.fate = fate;
    }

    /** The journal of an incident. */
    static Path journal(Path directory, String incident) {
        return directory.resolve("journal").resolve(incident);
    }

    /** Goes on with the plan that there is, or makes one; and carries it out. */
    List<StepResult> respond(Mission mission) {
        if (mission.isEvidence()) {
            return collect(mission);
        }
        try {
            return containment().resume(mission.incident()).results();
        } catch (PlanRejectedException noneYet) {
            return contain(mission);
        }
    }

    /** Makes a plan, and carries it out. */
    List<StepResult> contain(Mission mission) {
        Containment.Draft draft = containment().incident(mission.incident());
        for (Mission.Errand errand : mission.errands()) {
            draft = draft.contain(
                    errand.response().target(errand.target()), errand.response().action());
        }
        return draft.plan().execute().results();
    }

    private List<StepResult> collect(Mission mission) {
        EvidenceCollector.Draft draft = configured(EvidenceCollector.builder())
                .store(new MortalStore(LocalEvidenceStore.in(directory.resolve("evidence")), fate))
                .bags(directory.resolve("bags"))
                .clock(connection.clock())
                .build()
                .incident(mission.incident());
        for (Mission.Errand errand : mission.errands()) {
            draft = draft.collect(
                    errand.response().target(errand.target()), errand.response().evidence());
        }
        EvidenceReport report = draft.plan().execute();
        if (report.isComplete()) {
            report.seal(Ed25519Signer.generate()).verify().orThrow();
        }
        return report.results();
    }

    List<StepResult> release(Mission mission) {
        return containment().release(mission.incident()).results();
    }

    private Containment containment() {
        return configured(Containment.builder()).build();
    }

    private <B extends ResponderBuilder<B>> B configured(B builder) {
        var journal = FileJournal.in(directory.resolve("journal"), connection.clock());
        return builder.provider(provider)
                .journal(new MortalJournal(journal, fate))
                .clock(connection.clock())
                .sleeper(connection.sleeper())
                .verifyTimeout(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        provider.close();
    }
}
