package dev.firebreak.examples.docs;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Containment;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.S3Journal;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsTest;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

@FakeAwsTest(manualClock = true)
class JournalGuideTest {
    private final FakeAws fake;
    private final ManualClock clock;

    JournalGuideTest(FakeAws fake, ManualClock clock) {
        this.fake = fake;
        this.clock = clock;
    }

    private S3Client vaultWithBucket() {
        S3Client client = fake.configure(S3Client.builder())
                .credentialsProvider(fake.credentials("999988887777"))
                .build();
        client.createBucket(request -> request.bucket("incident-journals")
                .objectLockEnabledForBucket(true)
                .createBucketConfiguration(place -> place.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
        return client;
    }

    @Test
    void execute_journalInS3_containsAndKeepsTheRecordsLocked() {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web"));
        try (S3Client vault = vaultWithBucket();
                AwsProvider aws = AwsProvider.builder()
                        .region(fake.region())
                        .credentials(fake.credentials())
                        .httpClient(fake.httpClient())
                        .build()) {
            // region s3
            Journal journal = S3Journal.builder()
                    .client(vault) // with credentials of the vault's account
                    .bucket("incident-journals")
                    .bucketOwner("999988887777")
                    .prefix("journals/")
                    .retention(ObjectLockMode.COMPLIANCE, Duration.ofDays(365))
                    .build();
            // endregion
            Containment.builder()
                    .provider(aws)
                    .journal(journal)
                    .clock(clock)
                    .sleeper(clock::advance)
                    .build()
                    .incident("IR-2026-042")
                    .contain(Ec2.instance(web.id()), Ec2.isolateNetwork())
                    .plan()
                    .execute();
            assertThat(fake).instance(web.id()).isIsolated();
            assertThat(journal.read("IR-2026-042")).isNotEmpty();
            assertThat(vault.headObject(request -> request.bucket("incident-journals")
                                    .key("journals/IR-2026-042/records/000000000002.jsonl"))
                            .objectLockMode())
                    .isEqualTo(ObjectLockMode.COMPLIANCE);
        }
    }
}
