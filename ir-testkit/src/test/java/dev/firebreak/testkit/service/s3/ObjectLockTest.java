package dev.firebreak.testkit.service.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.TestWorld;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectLegalHoldRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.S3Error;

class ObjectLockTest {
    private static final byte[] CONTENT = "evidence".getBytes(UTF_8);
    private static final Instant TOMORROW = TestWorld.START.plus(Duration.ofDays(1));

    private final TestWorld aws = new TestWorld();
    private final TestWorld.Client s3 = aws.client(new S3Service());

    @BeforeEach
    void createBuckets() {
        s3.call(CreateBucketRequest.builder()
                .bucket("vault")
                .objectLockEnabledForBucket(true)
                .build());
        s3.call(CreateBucketRequest.builder().bucket("open").build());
    }

    @Test
    void createBucket_withObjectLock_isVersioned() {
        GetBucketVersioningResponse versioning =
                s3.call(GetBucketVersioningRequest.builder().bucket("vault").build());
        assertThat(versioning.status()).isEqualTo(BucketVersioningStatus.ENABLED);
    }

    /** "S3 Object Lock retention modes": who may delete a retained version. */
    @ParameterizedTest
    @CsvSource({
        "GOVERNANCE, false, false",
        "GOVERNANCE, true, true",
        "COMPLIANCE, false, false",
        "COMPLIANCE, true, false"
    })
    void deleteObject_retainedVersion_dependsOnTheMode(String mode, boolean bypass, boolean deleted) {
        String version = put(mode);
        AwsRequest delete = delete(version, bypass);
        if (deleted) {
            s3.call(delete);
        } else {
            AwsError error = s3.refused(delete);
            assertThat(error.code()).isEqualTo("AccessDenied");
            assertThat(error.status()).isEqualTo(403);
            assertThat(error.message()).isEqualTo("Access Denied because object protected by object lock.");
        }
    }

    @Test
    void deleteObject_retentionEnded_deletes() {
        String version = put("COMPLIANCE");
        aws.pass(Duration.ofDays(1));
        s3.call(delete(version, false));
    }

    @Test
    void deleteObject_withoutVersion_putsAMarkerOverALockedOne() {
        put("COMPLIANCE");
        DeleteObjectResponse marker =
                s3.call(DeleteObjectRequest.builder().bucket("vault").key("k").build());
        assertThat(marker.deleteMarker()).isTrue();
        s3.call(delete(marker.versionId(), false));
    }

    @Test
    void deleteObject_legalHold_holdsUntilTakenOff() {
        PutObjectResponse put = s3.call(
                write().objectLockLegalHoldStatus(ObjectLockLegalHoldStatus.ON).build(), CONTENT);
        assertThat(s3.refused(delete(put.versionId(), true)).code()).isEqualTo("AccessDenied");
        s3.call(PutObjectLegalHoldRequest.builder()
                .bucket("vault")
                .key("k")
                .legalHold(hold -> hold.status(ObjectLockLegalHoldStatus.OFF))
                .build());
        s3.call(delete(put.versionId(), false));
    }

    @Test
    void putObject_defaultRetention_isGiven() {
        s3.call(PutObjectLockConfigurationRequest.builder()
                .bucket("vault")
                .objectLockConfiguration(configuration -> configuration
                        .objectLockEnabled(ObjectLockEnabled.ENABLED)
                        .rule(rule -> rule.defaultRetention(
                                retention -> retention.mode("COMPLIANCE").days(1))))
                .build());
        s3.call(write().build(), CONTENT);
        HeadObjectResponse head =
                s3.call(HeadObjectRequest.builder().bucket("vault").key("k").build());
        assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
        assertThat(head.objectLockRetainUntilDate()).isEqualTo(TOMORROW);
    }

    @Test
    void putObject_lockHeadersWithoutChecksum_isInvalidRequest() {
        AwsError error = s3.refused(PutObjectRequest.builder()
                .bucket("vault")
                .key("k")
                .objectLockMode("COMPLIANCE")
                .objectLockRetainUntilDate(TOMORROW)
                .build());
        assertThat(error.code()).isEqualTo("InvalidRequest");
        assertThat(error.message()).startsWith("Content-MD5 OR x-amz-checksum- HTTP header is required");
    }

    @Test
    void putObject_lockInABucketWithout_isInvalidRequest() {
        AwsError error = s3.refused(
                write().bucket("open")
                        .objectLockMode("COMPLIANCE")
                        .objectLockRetainUntilDate(TOMORROW)
                        .build(),
                CONTENT);
        assertThat(error.message()).isEqualTo("Bucket is missing Object Lock Configuration");
    }

    @Test
    void putObject_retainUntilThePast_isRefused() {
        AwsError error = s3.refused(
                write().objectLockMode("COMPLIANCE")
                        .objectLockRetainUntilDate(TestWorld.START)
                        .build(),
                CONTENT);
        assertThat(error.message()).isEqualTo("The retain until date must be in the future!");
    }

    @Test
    void putObjectRetention_compliance_canOnlyBeExtended() {
        put("COMPLIANCE");
        s3.call(retain("COMPLIANCE", TOMORROW.plusSeconds(60), false));
        assertThat(s3.refused(retain("COMPLIANCE", TOMORROW, true)).code()).isEqualTo("AccessDenied");
        assertThat(s3.refused(retain("GOVERNANCE", TOMORROW.plusSeconds(120), true))
                        .code())
                .isEqualTo("AccessDenied");
    }

    @Test
    void putObjectRetention_governance_isWeakenedByTheBypassOnly() {
        put("GOVERNANCE");
        Instant sooner = TOMORROW.minusSeconds(60);
        assertThat(s3.refused(retain("GOVERNANCE", sooner, false)).code()).isEqualTo("AccessDenied");
        s3.call(retain("GOVERNANCE", sooner, true));
        GetObjectRetentionResponse answer = s3.call(
                GetObjectRetentionRequest.builder().bucket("vault").key("k").build());
        assertThat(answer.retention().retainUntilDate()).isEqualTo(sooner);
    }

    @Test
    void getObjectRetention_none_isNoSuchObjectLockConfiguration() {
        s3.call(write().build(), CONTENT);
        AwsError error = s3.refused(
                GetObjectRetentionRequest.builder().bucket("vault").key("k").build());
        assertThat(error.code()).isEqualTo("NoSuchObjectLockConfiguration");
        assertThat(error.status()).isEqualTo(404);
    }

    @Test
    void deleteObjects_lockedVersion_isReported() {
        String version = put("GOVERNANCE");
        DeleteObjectsResponse answer = s3.call(DeleteObjectsRequest.builder()
                .bucket("vault")
                .delete(delete -> delete.objects(
                        ObjectIdentifier.builder().key("k").versionId(version).build()))
                .build());
        assertThat(answer.deleted()).isEmpty();
        assertThat(answer.errors())
                .extracting(S3Error::message)
                .containsExactly("Access Denied because object protected by object lock.");
    }

    private String put(String mode) {
        PutObjectResponse put = s3.call(
                write().objectLockMode(mode).objectLockRetainUntilDate(TOMORROW).build(), CONTENT);
        return put.versionId();
    }

    private static PutObjectRequest.Builder write() {
        return PutObjectRequest.builder().bucket("vault").key("k").checksumSHA256(Checksums.SHA256.base64(CONTENT));
    }

    private static AwsRequest delete(String version, boolean bypass) {
        return DeleteObjectRequest.builder()
                .bucket("vault")
                .key("k")
                .versionId(version)
                .bypassGovernanceRetention(bypass ? true : null)
                .build();
    }

    private static AwsRequest retain(String mode, Instant until, boolean bypass) {
        return PutObjectRetentionRequest.builder()
                .bucket("vault")
                .key("k")
                .retention(retention -> retention.mode(mode).retainUntilDate(until))
                .bypassGovernanceRetention(bypass ? true : null)
                .build();
    }
}
