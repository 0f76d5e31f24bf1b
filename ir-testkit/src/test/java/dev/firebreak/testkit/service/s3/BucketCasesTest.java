package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

class BucketCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/AmazonS3/latest/API/";
    private static final String GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/";

    private S3Client s3;

    @BeforeEach
    void createBucket() {
        s3 = client(S3Client.builder());
        create("evidence");
    }

    private void create(String name) {
        s3.createBucket(bucket ->
                bucket.bucket(name).createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }

    @Test
    @AwsFact(value = "Outside us-east-1 nobody creates a bucket twice", source = API + "API_CreateBucket.html")
    void createBucket_ownAgain_isRefused() {
        assertThat(Refused.by(() -> create("evidence"))).startsWith("BucketAlreadyOwnedByYou");
    }

    @Test
    @AwsFact(value = "The name of a bucket is taken for all accounts", source = GUIDE + "bucketnamingrules.html")
    void createBucket_ofAnotherAccount_isTaken() {
        S3Client other = client(S3Client.builder(), "222222222222");
        assertThat(Refused.by(() -> other.createBucket(bucket -> bucket.bucket("evidence")
                        .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")))))
                .startsWith("BucketAlreadyExists");
    }

    @Test
    @AwsFact(
            value = "A new bucket blocks all public access and has its ACLs turned off",
            source = GUIDE + "create-bucket-faq.html")
    void createBucket_new_isClosed() {
        assertThat(s3.getPublicAccessBlock(get -> get.bucket("evidence")).publicAccessBlockConfiguration())
                .satisfies(block -> {
                    assertThat(block.blockPublicAcls()).isTrue();
                    assertThat(block.ignorePublicAcls()).isTrue();
                    assertThat(block.blockPublicPolicy()).isTrue();
                    assertThat(block.restrictPublicBuckets()).isTrue();
                });
        assertThat(s3.getBucketOwnershipControls(get -> get.bucket("evidence"))
                        .ownershipControls()
                        .rules()
                        .get(0)
                        .objectOwnership())
                .isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
        assertThat(Refused.by(
                        () -> s3.putBucketAcl(put -> put.bucket("evidence").acl("public-read"))))
                .isEqualTo("AccessControlListNotSupported: The bucket does not allow ACLs");
    }

    @Test
    @AwsFact(
            value = "A new bucket encrypts by SSE-S3, which cannot be turned off",
            source = GUIDE + "default-bucket-encryption.html")
    void deleteBucketEncryption_default_isSseS3() {
        s3.deleteBucketEncryption(delete -> delete.bucket("evidence"));
        assertThat(s3.getBucketEncryption(get -> get.bucket("evidence"))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .get(0)
                        .applyServerSideEncryptionByDefault()
                        .sseAlgorithmAsString())
                .isEqualTo("AES256");
    }

    @Test
    @AwsFact(
            value = "The endpoint of another Region redirects to the bucket's own and names it in a header",
            source = API + "ErrorResponses.html")
    void headBucket_otherRegion_isRedirected() {
        S3Client elsewhere = client(S3Client.builder(), Region.EU_CENTRAL_1);
        create("second");
        S3Exception refusal =
                catchThrowableOfType(S3Exception.class, () -> elsewhere.listObjectsV2(list -> list.bucket("second")));
        assertThat(refusal.statusCode()).isEqualTo(301);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("PermanentRedirect");
        assertThat(refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                .contains("eu-west-1");
    }

    @Test
    @AwsFact(
            value =
                    "Deleting in a versioned bucket puts a delete marker on top, and deleting the marker brings the object back",
            source = GUIDE + "DeleteMarker.html")
    void deleteObject_versioned_putsAMarker() {
        version(BucketVersioningStatus.ENABLED);
        put("k", "one");
        DeleteObjectResponse deleted =
                s3.deleteObject(delete -> delete.bucket("evidence").key("k"));
        assertThat(deleted.deleteMarker()).isTrue();
        assertThat(Refused.by(() -> read("k"))).startsWith("NoSuchKey");
        assertThat(s3.listObjectVersions(list -> list.bucket("evidence")).deleteMarkers())
                .extracting(DeleteMarkerEntry::versionId)
                .containsExactly(deleted.versionId());
        s3.deleteObject(delete -> delete.bucket("evidence").key("k").versionId(deleted.versionId()));
        assertThat(read("k")).isEqualTo("one");
    }

    @Test
    @AwsFact(
            value = "While versioning is suspended a write replaces the null version and no other",
            source = GUIDE + "AddingObjectstoVersionSuspendedBuckets.html")
    void putObject_suspended_replacesTheNullVersion() {
        version(BucketVersioningStatus.ENABLED);
        put("k", "versioned");
        version(BucketVersioningStatus.SUSPENDED);
        put("k", "null one");
        put("k", "null two");
        assertThat(s3.listObjectVersions(list -> list.bucket("evidence")).versions())
                .hasSize(2)
                .extracting(ObjectVersion::versionId)
                .first()
                .isEqualTo("null");
        assertThat(read("k")).isEqualTo("null two");
    }

    @Test
    @AwsFact(value = "A bucket with versions is not empty", source = API + "API_DeleteBucket.html")
    void deleteBucket_onlyAMarkerVisible_isNotEmpty() {
        version(BucketVersioningStatus.ENABLED);
        put("k", "one");
        s3.deleteObject(delete -> delete.bucket("evidence").key("k"));
        assertThat(Refused.by(() -> s3.deleteBucket(delete -> delete.bucket("evidence"))))
                .startsWith("BucketNotEmpty");
    }

    @Test
    @AwsFact(
            value = "A lifecycle that was never configured is an error, and what was put is read back",
            source = API + "API_GetBucketLifecycleConfiguration.html")
    void getBucketLifecycle_putAndDeleted_isGone() {
        assertThat(Refused.by(() -> s3.getBucketLifecycleConfiguration(get -> get.bucket("evidence"))))
                .isEqualTo("NoSuchLifecycleConfiguration: The lifecycle configuration does not exist");
        s3.putBucketLifecycleConfiguration(put -> put.bucket("evidence")
                .lifecycleConfiguration(lifecycle -> lifecycle.rules(LifecycleRule.builder()
                        .id("all")
                        .status("Enabled")
                        .filter(filter -> filter.prefix("tmp/"))
                        .expiration(expiration -> expiration.days(1))
                        .build())));
        assertThat(s3.getBucketLifecycleConfiguration(get -> get.bucket("evidence"))
                        .rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.expiration().days()).isEqualTo(1));
        s3.deleteBucketLifecycle(delete -> delete.bucket("evidence"));
        assertThat(Refused.by(() -> s3.getBucketLifecycleConfiguration(get -> get.bucket("evidence"))))
                .startsWith("NoSuchLifecycleConfiguration");
    }

    @Test
    @AwsFact(value = "Replication needs versioning", source = API + "API_PutBucketReplication.html")
    void putBucketReplication_unversioned_isRefused() {
        assertThat(Refused.by(() -> s3.putBucketReplication(put -> put.bucket("evidence")
                        .replicationConfiguration(replication -> replication
                                .role("arn:aws:iam::123456789012:role/replicate")
                                .rules(ReplicationRule.builder()
                                        .status("Enabled")
                                        .destination(to -> to.bucket("arn:aws:s3:::elsewhere"))
                                        .build())))))
                .isEqualTo("InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication "
                        + "configuration");
    }

    @Test
    @AwsFact(value = "Logs go only to an existing bucket of the same owner", source = API + "API_PutBucketLogging.html")
    void putBucketLogging_missingTarget_isRefused() {
        assertThat(Refused.by(() -> log("nowhere"))).startsWith("InvalidTargetBucketForLogging");
        create("logs");
        log("logs");
        assertThat(s3.getBucketLogging(get -> get.bucket("evidence"))
                        .loggingEnabled()
                        .targetBucket())
                .isEqualTo("logs");
    }

    private void log(String target) {
        s3.putBucketLogging(put -> put.bucket("evidence")
                .bucketLoggingStatus(status -> status.loggingEnabled(
                        logging -> logging.targetBucket(target).targetPrefix("access/"))));
    }

    @Test
    @AwsFact(
            value = "EventBridge notification is turned on by an empty element",
            source = API + "API_PutBucketNotificationConfiguration.html")
    void putBucketNotification_eventBridge_isReadBack() {
        assertThat(s3.getBucketNotificationConfiguration(get -> get.bucket("evidence"))
                        .eventBridgeConfiguration())
                .isNull();
        s3.putBucketNotificationConfiguration(put -> put.bucket("evidence")
                .notificationConfiguration(notification -> notification.eventBridgeConfiguration(bridge -> {})));
        assertThat(s3.getBucketNotificationConfiguration(get -> get.bucket("evidence"))
                        .eventBridgeConfiguration())
                .isNotNull();
    }

    @Test
    @AwsFact(value = "A bucket without tags has no tag set", source = API + "API_GetBucketTagging.html")
    void getBucketTagging_none_isNoSuchTagSet() {
        assertThat(Refused.by(() -> s3.getBucketTagging(get -> get.bucket("evidence"))))
                .startsWith("NoSuchTagSet");
        s3.putBucketTagging(put -> put.bucket("evidence")
                .tagging(tagging ->
                        tagging.tagSet(Tag.builder().key("case").value("IR-1").build())));
        assertThat(s3.getBucketTagging(get -> get.bucket("evidence")).tagSet())
                .extracting(Tag::value)
                .containsExactly("IR-1");
    }

    @Test
    @AwsFact(value = "A key may hold any characters", source = GUIDE + "object-keys.html")
    void putObject_oddKey_isListedAndRead() {
        String key = "a b+c/ü&<>%20?#=;\u0001'\"";
        put(key, "odd");
        assertThat(read(key)).isEqualTo("odd");
        assertThat(s3.listObjectsV2(list -> list.bucket("evidence").encodingType("url"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly(key);
    }

    @Test
    @AwsFact(value = "Keys are rolled up at the delimiter and listed by pages", source = API + "API_ListObjectsV2.html")
    void listObjectsV2_delimiterAndPages_giveEachOnce() {
        List.of("a/1", "a/2", "b", "c/1").forEach(key -> put(key, "x"));
        ListObjectsV2Response first =
                s3.listObjectsV2(list -> list.bucket("evidence").delimiter("/").maxKeys(2));
        assertThat(first.commonPrefixes()).extracting(prefix -> prefix.prefix()).containsExactly("a/");
        assertThat(first.contents()).extracting(S3Object::key).containsExactly("b");
        ListObjectsV2Response second = s3.listObjectsV2(
                list -> list.bucket("evidence").delimiter("/").continuationToken(first.nextContinuationToken()));
        assertThat(second.commonPrefixes())
                .extracting(prefix -> prefix.prefix())
                .containsExactly("c/");
        assertThat(second.isTruncated()).isFalse();
        assertThat(Refused.by(
                        () -> s3.listObjectsV2(list -> list.bucket("evidence").continuationToken("made up"))))
                .isEqualTo("InvalidArgument: The continuation token provided is incorrect");
    }

    @Test
    @AwsFact(
            value = "The first version of the listing goes on by the last key, and says it only with a delimiter",
            source = API + "API_ListObjects.html")
    void listObjects_marker_goesOn() {
        List.of("a", "b", "c").forEach(key -> put(key, "x"));
        ListObjectsResponse first =
                s3.listObjects(list -> list.bucket("evidence").maxKeys(2));
        assertThat(first.isTruncated()).isTrue();
        assertThat(first.nextMarker()).isNull();
        assertThat(s3.listObjects(list -> list.bucket("evidence").marker("b")).contents())
                .extracting(S3Object::key)
                .containsExactly("c");
    }

    @Test
    @AwsFact(value = "DeleteObjects takes 1000 keys at most", source = API + "API_DeleteObjects.html")
    void deleteObjects_tooMany_isMalformed() {
        List<ObjectIdentifier> keys = IntStream.rangeClosed(0, 1000)
                .mapToObj(number -> ObjectIdentifier.builder().key("k" + number).build())
                .toList();
        assertThat(Refused.by(() ->
                        s3.deleteObjects(delete -> delete.bucket("evidence").delete(all -> all.objects(keys)))))
                .startsWith("MalformedXML");
        assertThat(s3.deleteObjects(delete -> delete.bucket("evidence")
                                .delete(all -> all.objects(keys.subList(0, 2)).quiet(true)))
                        .deleted())
                .isEmpty();
    }

    @Test
    @AwsFact(value = "An expected owner who is not the owner is denied", source = GUIDE + "bucket-owner-condition.html")
    void listObjectsV2_otherExpectedOwner_isDenied() {
        assertThat(Refused.by(
                        () -> s3.listObjectsV2(list -> list.bucket("evidence").expectedBucketOwner("222222222222"))))
                .startsWith("AccessDenied");
    }

    @Test
    @AwsFact(
            value = "HEAD answers an error without a body, so without a code of S3",
            source = API + "API_HeadObject.html")
    void headObject_missing_isPlain404() {
        S3Exception refusal = catchThrowableOfType(
                S3Exception.class,
                () -> s3.headObject(head -> head.bucket("evidence").key("none")));
        assertThat(refusal.statusCode()).isEqualTo(404);
        assertThat(refusal.awsErrorDetails().rawResponse()).isNull();
    }

    private void version(BucketVersioningStatus status) {
        s3.putBucketVersioning(
                put -> put.bucket("evidence").versioningConfiguration(versioning -> versioning.status(status)));
    }

    private void put(String key, String content) {
        s3.putObject(put -> put.bucket("evidence").key(key), RequestBody.fromString(content));
    }

    private String read(String key) {
        return s3.getObjectAsBytes(get -> get.bucket("evidence").key(key)).asUtf8String();
    }
}
