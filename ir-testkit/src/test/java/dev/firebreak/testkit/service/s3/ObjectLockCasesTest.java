package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

class ObjectLockCasesTest extends ServiceCases {
    private static final String LOCK = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html";

    private S3Client s3;

    @BeforeEach
    void createBucket() {
        s3 = client(S3Client.builder());
        s3.createBucket(bucket -> bucket.bucket("vault")
                .objectLockEnabledForBucket(true)
                .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }

    @Test
    @AwsFact(value = "With Object Lock versioning is on and cannot be suspended", source = LOCK)
    void putBucketVersioning_suspend_isRefused() {
        assertThat(s3.getBucketVersioning(get -> get.bucket("vault")).statusAsString())
                .isEqualTo("Enabled");
        assertThat(Refused.by(() -> s3.putBucketVersioning(put ->
                        put.bucket("vault").versioningConfiguration(versioning -> versioning.status("Suspended")))))
                .startsWith("InvalidBucketState: An Object Lock configuration is present on this bucket");
    }

    @Test
    @AwsFact(value = "A version under compliance is deleted by nobody before its time", source = LOCK)
    void deleteObject_compliance_isDeniedEvenToRoot() {
        String version = put("COMPLIANCE", Duration.ofDays(1));
        assertThat(Refused.by(() -> delete(version, true)))
                .isEqualTo("AccessDenied: Access Denied because object protected by object lock.");
        clock.advance(Duration.ofDays(1));
        delete(version, false);
        assertThat(s3.listObjectVersions(list -> list.bucket("vault")).versions())
                .isEmpty();
    }

    @Test
    @AwsFact(value = "Governance gives way to the bypass header and nothing less", source = LOCK)
    void deleteObject_governance_needsTheBypass() {
        String version = put("GOVERNANCE", Duration.ofDays(1));
        assertThat(Refused.by(() -> delete(version, false))).startsWith("AccessDenied");
        delete(version, true);
    }

    @Test
    @AwsFact(value = "A delete without a version only hides a locked object", source = LOCK)
    void deleteObject_withoutVersion_putsAMarker() {
        String version = put("COMPLIANCE", Duration.ofDays(1));
        assertThat(s3.deleteObject(delete -> delete.bucket("vault").key("k")).deleteMarker())
                .isTrue();
        assertThat(s3.headObject(head -> head.bucket("vault").key("k").versionId(version))
                        .objectLockMode())
                .isEqualTo(ObjectLockMode.COMPLIANCE);
    }

    @Test
    @AwsFact(value = "Compliance can be extended but neither shortened nor weakened", source = LOCK)
    void putObjectRetention_compliance_onlyGrows() {
        put("COMPLIANCE", Duration.ofDays(2));
        retain("COMPLIANCE", Duration.ofDays(3));
        assertThat(Refused.by(() -> retain("COMPLIANCE", Duration.ofDays(1)))).startsWith("AccessDenied");
        assertThat(Refused.by(() -> retain("GOVERNANCE", Duration.ofDays(4)))).startsWith("AccessDenied");
    }

    @Test
    @AwsFact(value = "A legal hold has no end and no bypass", source = LOCK)
    void deleteObject_legalHold_holdsUntilTakenOff() {
        String version = put("GOVERNANCE", Duration.ofDays(1));
        hold("ON");
        clock.advance(Duration.ofDays(100));
        assertThat(Refused.by(() -> delete(version, true))).startsWith("AccessDenied");
        hold("OFF");
        delete(version, false);
    }

    @Test
    @AwsFact(value = "The bucket's default retention is given to objects that bring none", source = LOCK)
    void putObject_defaultRetention_isGiven() {
        s3.putObjectLockConfiguration(put -> put.bucket("vault")
                .objectLockConfiguration(configuration -> configuration
                        .objectLockEnabled(ObjectLockEnabled.ENABLED)
                        .rule(rule -> rule.defaultRetention(retention -> retention
                                .mode(ObjectLockRetentionMode.GOVERNANCE)
                                .days(30)))));
        s3.putObject(put -> put.bucket("vault").key("k"), RequestBody.fromString("x"));
        HeadObjectResponse head = s3.headObject(get -> get.bucket("vault").key("k"));
        assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.GOVERNANCE);
        assertThat(head.objectLockRetainUntilDate()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    @AwsFact(
            value = "A bucket without Object Lock refuses locks",
            source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html")
    void putObjectRetention_bucketWithout_isRefused() {
        s3.createBucket(bucket ->
                bucket.bucket("plain").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putObject(put -> put.bucket("plain").key("k"), RequestBody.fromString("x"));
        assertThat(Refused.by(() -> s3.putObjectLegalHold(
                        put -> put.bucket("plain").key("k").legalHold(hold -> hold.status("ON")))))
                .isEqualTo("InvalidRequest: Bucket is missing Object Lock Configuration");
    }

    private String put(String mode, Duration time) {
        return s3.putObject(
                        put -> put.bucket("vault").key("k").objectLockMode(mode).objectLockRetainUntilDate(until(time)),
                        RequestBody.fromString("x"))
                .versionId();
    }

    private Instant until(Duration time) {
        return clock.instant().plus(time);
    }

    private void retain(String mode, Duration time) {
        s3.putObjectRetention(put -> put.bucket("vault")
                .key("k")
                .bypassGovernanceRetention(true)
                .retention(retention -> retention.mode(mode).retainUntilDate(until(time))));
    }

    private void hold(String status) {
        s3.putObjectLegalHold(put -> put.bucket("vault").key("k").legalHold(hold -> hold.status(status)));
    }

    private void delete(String version, boolean bypass) {
        s3.deleteObject(delete ->
                delete.bucket("vault").key("k").versionId(version).bypassGovernanceRetention(bypass ? true : null));
    }
}
