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

/** What one process does for an incident: it responds, or goes on where another one died, or releases. */
final class Worker implements AutoCloseable {
    static final String INCIDENT = "IR-1";

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

    /** Goes on with the plan that there is, or makes one; and carries it out. */
    List<StepResult> respond(Response response, String target) {
        return response.isEvidence() ? collect(response, target) : contain(response, target);
    }

    private List<StepResult> contain(Response response, String target) {
        Containment containment = containment();
        try {
            return containment.resume(INCIDENT).results();
        } catch (PlanRejectedException noneYet) {
            return containment
                    .incident(INCIDENT)
                    .contain(response.target(target), response.action())
                    .plan()
                    .execute()
                    .results();
        }
    }

    private List<StepResult> collect(Response response, String target) {
        EvidenceReport report = configured(EvidenceCollector.builder())
                .store(new MortalStore(LocalEvidenceStore.in(directory.resolve("evidence")), fate))
                .bags(directory.resolve("bags"))
                .clock(connection.clock())
                .build()
                .incident(INCIDENT)
                .collect(response.target(target), response.evidence())
                .plan()
                .execute();
        if (report.isComplete()) {
            report.seal(Ed25519Signer.generate()).verify().orThrow();
        }
        return report.results();
    }

    List<StepResult> release() {
        return containment().release(INCIDENT).results();
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
