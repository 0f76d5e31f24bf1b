package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.StepStatus;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.EvidenceReport;
import dev.firebreak.evidence.EvidenceRequest;
import dev.firebreak.evidence.LocalEvidenceStore;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private final Rehearsal rehearsal = new Rehearsal();
    private final InMemoryJournal journal = InMemoryJournal.create();
    private final Scene scene = new Scene(rehearsal);

    @TempDir
    private Path directory;

    private LocalEvidenceStore store;

    @BeforeEach
    void openStore() {
        store = LocalEvidenceStore.in(directory);
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private EvidenceReport collect(EvidenceRequest<? super Ec2Instance>... requests) {
        return rehearsal
                .collector(journal, store, directory.resolve("bags"))
                .incident("IR-1")
                .collect(scene.instance(), requests)
                .plan()
                .execute();
    }

    private String text(EvidenceItem item) throws IOException {
        try (InputStream stream = store.open(item)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void instanceRecord_collected_describesAllAroundTheInstance() throws IOException {
        EvidenceReport report = collect(Ec2.instanceRecord()).orThrow();

        JsonNode book = CanonicalJson.parse(text(report.items().get(0)));
        assertThat(book.toString()).doesNotContain("unavailable");
        assertThat(book.at("/networkInterfaces")).hasSize(2);
        assertThat(book.at("/securityGroups/SecurityGroups")).hasSize(2);
        assertThat(book.at("/securityGroupRules")).hasSize(6);
        assertThat(book.at("/volumes/Volumes")).hasSize(1);
        assertThat(book.at("/routeTables/RouteTables")).isNotEmpty();
        assertThat(book.at("/networkAcls/NetworkAcls")).isNotEmpty();
        assertThat(book.at("/role.web-role/Role/Path").asText()).isEqualTo("/apps/web/");
        assertThat(book.has("attribute.userData")).isTrue();
    }

    @Test
    void instanceRecord_oneReadDenied_marksItUnavailableAndKeepsTheRest() throws IOException {
        rehearsal.fake.faults().on("iam", "GetRole").always().refuse("AccessDenied", 403, "not authorized");

        EvidenceReport report = collect(Ec2.instanceRecord()).orThrow();

        JsonNode book = CanonicalJson.parse(text(report.items().get(0)));
        assertThat(book.at("/role.web-role/unavailable").asText()).contains("iam:GetRole");
        assertThat(book.at("/networkInterfaces")).hasSize(2);
    }

    @Test
    void consoleOutput_refused_failsAndStoresNothing() {
        rehearsal.fake.faults().on("ec2", "GetConsoleOutput").always().refuse("UnauthorizedOperation", 403, "no");

        EvidenceReport report = collect(Ec2.consoleOutput());

        assertThat(report.isComplete()).isFalse();
        assertThat(report.results().get(0).status()).isEqualTo(StepStatus.FAILED);
        assertThat(store.list("IR-1")).isEmpty();
    }

    @Test
    void volumeSnapshots_answerLost_areTakenOnceAndRecorded() throws IOException {
        rehearsal.fake.faults().on("ec2", "CreateSnapshots").nth(1).loseAnswer();

        EvidenceReport report = collect(Ec2.volumeSnapshots()).orThrow();

        assertThat(scene.ec2
                        .describeSnapshots(request -> request.ownerIds("self"))
                        .snapshots())
                .hasSize(1);
        assertThat(CanonicalJson.parse(text(report.items().get(0))).at("/Snapshots"))
                .hasSize(1);
    }

    @Test
    void machineImage_answerLost_isMadeOnceAndRecorded() throws IOException {
        rehearsal.fake.faults().on("ec2", "CreateImage").nth(1).loseAnswer();

        EvidenceReport report = collect(Ec2.machineImage()).orThrow();

        assertThat(scene.ec2.describeImages(request -> request.owners("self")).images())
                .hasSize(1);
        assertThat(CanonicalJson.parse(text(report.items().get(0))).at("/Images"))
                .hasSize(1);
    }

    @Test
    void collect_again_takesNothingTwice() {
        collect(Ec2.volumeSnapshots(), Ec2.machineImage(), Ec2.instanceRecord()).orThrow();
        int calls = rehearsal.fake.calls().size();

        EvidenceReport again = collect(Ec2.volumeSnapshots(), Ec2.machineImage(), Ec2.instanceRecord())
                .orThrow();

        assertThat(again.items()).hasSize(3);
        assertThat(rehearsal.fake.calls().subList(calls, rehearsal.fake.calls().size()))
                .noneMatch(call -> call.operation().startsWith("Create"));
    }
}
