package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceDescription;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.contract.EvidenceStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

class S3EvidenceStoreContractTest extends EvidenceStoreContract {
    private static final String BUCKET = "evidence-of-ours";

    private final FakeAws fake = FakeAws.create();
    private final S3Client s3 = fake.s3();

    @BeforeEach
    void makeBucket() {
        s3.createBucket(request -> request.bucket(BUCKET)
                .createBucketConfiguration(
                        configuration -> configuration.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
        s3.putBucketVersioning(request -> request.bucket(BUCKET)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Override
    protected EvidenceStore store() {
        return S3EvidenceStore.in(s3, BUCKET, "cases/");
    }

    private EvidenceItem write() throws IOException {
        var description = new EvidenceDescription(
                "IR-1", "e-1", "x.txt", "text/plain", "arn:aws:x", "x:Y", List.of(), Instant.EPOCH);
        return store().write(description, EvidenceContent.of(new ByteArrayInputStream(new byte[] {1, 2, 3})));
    }

    @Test
    void write_versionedBucket_locationNamesTheVersion() throws IOException {
        EvidenceItem item = write();

        assertThat(item.location().uri()).isEqualTo("s3://evidence-of-ours/cases/IR-1/e-1/content");
        assertThat(item.location().attributes()).containsKey("versionId");
    }

    @Test
    void open_contentOverwrittenLater_givesTheVersionThatWasWritten() throws IOException {
        EvidenceItem item = write();
        s3.putObject(
                request -> request.bucket(BUCKET).key("cases/IR-1/e-1/content"),
                software.amazon.awssdk.core.sync.RequestBody.fromString("forged"));

        try (var stream = store().open(item)) {
            assertThat(stream.readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void write_bucketWithObjectLock_locationNamesTheLock() throws IOException {
        s3.putObjectLockConfiguration(request -> request.bucket(BUCKET)
                .objectLockConfiguration(lock -> lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                        .rule(rule -> rule.defaultRetention(retention -> retention
                                .mode(ObjectLockRetentionMode.COMPLIANCE)
                                .days(30)))));

        assertThat(write().location().attributes())
                .containsEntry("objectLockMode", "COMPLIANCE")
                .containsKey("retainUntil");
    }

    @Test
    void in_bucketWithoutVersions_isRefused() {
        s3.createBucket(request -> request.bucket("plain-bucket")
                .createBucketConfiguration(
                        configuration -> configuration.locationConstraint(BucketLocationConstraint.EU_WEST_1)));

        assertThatThrownBy(() -> S3EvidenceStore.in(s3, "plain-bucket"))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("enable versioning");
    }
}
