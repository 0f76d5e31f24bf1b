package dev.firebreak.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.S3EvidenceStore;
import dev.firebreak.evidence.BagVerification;
import dev.firebreak.evidence.CustodyRecord;
import dev.firebreak.evidence.Ed25519Signer;
import dev.firebreak.evidence.EvidenceBag;
import dev.firebreak.evidence.EvidenceCollector;
import dev.firebreak.evidence.EvidenceReport;
import dev.firebreak.evidence.LocalEvidenceStore;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsTest;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

@FakeAwsTest(manualClock = true)
class EvidenceGuideTest {
    @TempDir
    private Path directory;

    private final ManualClock clock;
    private final AwsProvider aws;
    private final LaunchedInstance web;

    EvidenceGuideTest(FakeAws fake, ManualClock clock) {
        this.clock = clock;
        this.aws = AwsProvider.builder()
                .region(fake.region())
                .credentials(fake.credentials())
                .httpClient(fake.httpClient())
                .build();
        this.web = Estate.in(fake)
                .launch(InstanceSpec.named("web").profile("web").dataVolumes(1).consoleOutput("Booted"));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private EvidenceReport collect(EvidenceStore store) {
        FileJournal journal = FileJournal.in(directory.resolve("incidents"));
        EvidenceCollector.Builder settings =
                EvidenceCollector.builder().clock(clock).sleeper(clock::advance);
        // region collect
        EvidenceCollector collector = settings.provider(aws)
                .journal(journal)
                .store(store)
                .bags(journal.directory("IR-2026-042").resolve("bags"))
                .build();
        EvidenceReport report = collector
                .incident("IR-2026-042")
                .collect(
                        Ec2.instance(web.id()),
                        Ec2.instanceRecord(),
                        Ec2.consoleOutput(),
                        Ec2.volumeSnapshots(),
                        Ec2.machineImage())
                .plan()
                .execute()
                .orThrow();
        // endregion
        return report;
    }

    @Test
    void collect_localStore_sealsAndVerifies() throws Exception {
        // region local
        EvidenceStore store = LocalEvidenceStore.in(directory.resolve("evidence"));
        // endregion
        EvidenceReport report = collect(store);
        // region seal
        Ed25519Signer signer = Ed25519Signer.generate();
        signer.save(directory.resolve("signer.pem"));
        EvidenceBag bag = report.seal(signer);
        BagVerification found = EvidenceBag.verify(bag.path(), signer.publicKey());
        // endregion
        assertThat(report.items()).hasSize(4);
        assertThat(found.isIntact()).as(found::toString).isTrue();
        assertThat(bag.path())
                .isDirectoryContaining("glob:**/manifest-sha256.txt")
                .isDirectoryContaining("glob:**/checkpoint.body")
                .isDirectoryContaining("glob:**/checkpoint.sig")
                .isDirectoryContaining("glob:**/signer.pub.pem");
        Files.writeString(bag.path().resolve("data").resolve("planted"), "x");
        assertThat(EvidenceBag.verify(bag.path(), signer.publicKey()).isIntact())
                .isFalse();
    }

    @Test
    void custody_collected_isInTheJournal() {
        collect(LocalEvidenceStore.in(directory.resolve("evidence")));
        FileJournal journal = FileJournal.in(directory.resolve("incidents"));
        // region custody
        List<CustodyRecord> custody = journal.read("IR-2026-042").stream()
                .filter(entry -> entry.type().equals(CustodyRecord.TYPE))
                .map(entry -> CustodyRecord.fromJson(entry.data()))
                .toList();
        // endregion
        assertThat(custody).isNotEmpty().allMatch(entry -> !entry.actor().isBlank());
    }

    @Test
    void collect_s3Store_keepsItemsInTheBucket(S3Client s3) {
        s3.createBucket(request ->
                request.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putBucketVersioning(request -> request.bucket("evidence")
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        // region s3
        EvidenceStore store = S3EvidenceStore.in(s3, "evidence", "cases/");
        // endregion
        assertThat(collect(store).items())
                .allMatch(item -> item.location().uri().startsWith("s3://evidence/cases/"));
    }
}
