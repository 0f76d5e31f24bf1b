package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** IAM, STS and S3 as real SDK clients see them. */
class IdentityAndStorageTest {
    private static final String DENY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private final FakeAws fake = FakeAws.create();
    private final IamClient iam = fake.iam();
    private final S3Client s3 = fake.s3();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void userPolicy_throughTheClient_isEncodedOnceAndPaged() {
        iam.createUser(user -> user.userName("alice").path("/ops/"));
        iam.putUserPolicy(policy -> policy.userName("alice").policyName("deny").policyDocument(DENY));
        String document = iam.getUserPolicy(policy -> policy.userName("alice").policyName("deny"))
                .policyDocument();
        assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(DENY);
        iam.createUser(user -> user.userName("bob"));
        assertThat(iam.listUsersPaginator(users -> users.maxItems(1)).users()).hasSize(2);
    }

    @Test
    void iamErrors_throughTheClient_areTyped() {
        iam.createUser(user -> user.userName("alice"));
        iam.createAccessKey(key -> key.userName("alice"));
        iam.createAccessKey(key -> key.userName("alice"));
        assertThatThrownBy(() -> iam.createAccessKey(key -> key.userName("alice")))
                .isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> iam.getUser(user -> user.userName("none")))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("The user with name none cannot be found.");
    }

    @Test
    void assumedRole_throughTheClient_isTheCaller() {
        iam.createUser(user -> user.userName("alice"));
        var key = iam.createAccessKey(created -> created.userName("alice")).accessKey();
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
                + "\"Action\":\"sts:AssumeRole\"}]}";
        String role = iam.createRole(created -> created.roleName("ir").assumeRolePolicyDocument(trust))
                .role()
                .arn();
        StsClient alice = sts(key.accessKeyId(), key.secretAccessKey(), "");
        Credentials session = alice.assumeRole(assumed -> assumed.roleArn(role).roleSessionName("hunt"))
                .credentials();
        StsClient assumed = sts(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        assertThat(assumed.getCallerIdentity().arn()).endsWith(":assumed-role/ir/hunt");
    }

    @Test
    void object_throughTheClient_roundTrips() {
        createBucket("evidence-box", false);
        s3.putObject(
                put -> put.bucket("evidence-box").key("a b/ü.txt").metadata(Map.of("case", "42")),
                RequestBody.fromString("hello"));
        var read = s3.getObjectAsBytes(
                get -> get.bucket("evidence-box").key("a b/ü.txt").checksumMode(ChecksumMode.ENABLED));
        assertThat(read.asUtf8String()).isEqualTo("hello");
        assertThat(read.response().metadata()).containsEntry("case", "42");
        assertThat(read.response().checksumCRC32()).isNotNull();
        s3.copyObject(copy -> copy.sourceBucket("evidence-box")
                .sourceKey("a b/ü.txt")
                .destinationBucket("evidence-box")
                .destinationKey("copy"));
        assertThat(s3.listObjectsV2Paginator(list -> list.bucket("evidence-box").maxKeys(1))
                        .contents())
                .extracting(object -> object.key())
                .containsExactly("a b/ü.txt", "copy");
        assertThat(s3.getObjectAsBytes(
                                get -> get.bucket("evidence-box").key("copy").range("bytes=1-2"))
                        .asUtf8String())
                .isEqualTo("el");
        assertThatThrownBy(() ->
                        s3.getObjectAsBytes(get -> get.bucket("evidence-box").key("none")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void multipart_throughTheClient_completes() {
        createBucket("evidence-box", false);
        String id = s3.createMultipartUpload(
                        begun -> begun.bucket("evidence-box").key("dump"))
                .uploadId();
        byte[] content = new byte[5 * 1024 * 1024];
        List<CompletedPart> parts = List.of(part(id, 1, content), part(id, 2, new byte[] {1}));
        var done = s3.completeMultipartUpload(complete -> complete.bucket("evidence-box")
                .key("dump")
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(parts)));
        assertThat(done.eTag()).endsWith("-2\"");
        assertThat(s3.headObject(head -> head.bucket("evidence-box").key("dump"))
                        .contentLength())
                .isEqualTo(content.length + 1);
    }

    @Test
    void lockedVersion_throughTheClient_cannotBeDeleted() {
        createBucket("evidence-vault", true);
        String version = s3.putObject(
                        put -> put.bucket("evidence-vault")
                                .key("k")
                                .objectLockMode(ObjectLockMode.COMPLIANCE)
                                .objectLockRetainUntilDate(Instant.now().plusSeconds(3600)),
                        RequestBody.fromString("hello"))
                .versionId();
        assertThatThrownBy(() -> s3.deleteObject(
                        delete -> delete.bucket("evidence-vault").key("k").versionId(version)))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("object protected by object lock");
        var many = s3.deleteObjects(delete -> delete.bucket("evidence-vault")
                .delete(objects -> objects.objects(
                        ObjectIdentifier.builder().key("k").versionId(version).build())));
        assertThat(many.errors()).hasSize(1);
        assertThat(s3.listObjectVersions(list -> list.bucket("evidence-vault")).versions())
                .hasSize(1);
        assertThatThrownBy(() -> s3.getBucketLifecycleConfiguration(get -> get.bucket("evidence-vault")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("lifecycle");
        assertThat(s3.getBucketLocation(get -> get.bucket("evidence-vault")).locationConstraint())
                .isEqualTo(BucketLocationConstraint.EU_WEST_1);
        assertThat(s3.getPublicAccessBlock(get -> get.bucket("evidence-vault"))
                        .publicAccessBlockConfiguration()
                        .blockPublicAcls())
                .isTrue();
    }

    private CompletedPart part(String id, int number, byte[] content) {
        var uploaded = s3.uploadPart(
                part -> part.bucket("evidence-box").key("dump").uploadId(id).partNumber(number),
                RequestBody.fromBytes(content));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(uploaded.eTag())
                .checksumCRC32(uploaded.checksumCRC32())
                .build();
    }

    private void createBucket(String name, boolean locked) {
        s3.createBucket(bucket -> bucket.bucket(name)
                .objectLockEnabledForBucket(locked)
                .createBucketConfiguration(
                        configuration -> configuration.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
    }

    private StsClient sts(String id, String secret, String token) {
        return fake.configure(StsClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(id, secret, token)))
                .build();
    }
}
