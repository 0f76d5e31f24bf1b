package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.TestWorld;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;

class BucketOperationsTest {
    private static final String DENY_ALL = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",\
            "Resource":["arn:aws:s3:::evidence","arn:aws:s3:::evidence/*"]%s}]}""";

    private final TestWorld aws = new TestWorld();
    private final TestWorld.Client s3 = aws.client(new S3Service());
    private final TestWorld.Client there = s3.inAccount(TestWorld.OTHER_ACCOUNT);

    @BeforeEach
    void createBucket() {
        s3.call(CreateBucketRequest.builder().bucket("evidence").build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ab", "Upper", "under_score", "10.0.0.1", "-dash", "dash-", "two..dots", "x-s3alias", "xn--a"})
    void createBucket_invalidName_isRefused(String name) {
        assertThat(s3.refused(create(name)).code()).isEqualTo("InvalidBucketName");
    }

    /** "Creating a bucket": constraint and endpoint must agree, except in us-east-1. */
    @ParameterizedTest
    @CsvSource({
        "eu-west-1, , IllegalLocationConstraintException",
        "eu-west-1, eu-central-1, IllegalLocationConstraintException",
        "eu-west-1, us-east-1, InvalidLocationConstraint",
        "us-east-1, us-east-1, InvalidLocationConstraint"
    })
    void createBucket_locationConstraint_mustFitTheEndpoint(String region, String constraint, String code) {
        AwsError error = s3.inRegion(region)
                .refused(CreateBucketRequest.builder()
                        .bucket("elsewhere")
                        .createBucketConfiguration(configuration -> configuration.locationConstraint(constraint))
                        .build());
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void createBucket_ownAgain_isRefusedOutsideUsEast1() {
        var create = CreateBucketRequest.builder()
                .bucket("ours")
                .createBucketConfiguration(configuration -> configuration.locationConstraint("eu-west-1"))
                .build();
        s3.inRegion("eu-west-1").call(create);
        AwsError error = s3.inRegion("eu-west-1").refused(create);
        assertThat(error.code()).isEqualTo("BucketAlreadyOwnedByYou");
        assertThat(error.status()).isEqualTo(409);
        s3.call(create("evidence"));
    }

    @Test
    void createBucket_ofAnotherAccount_alreadyExists() {
        assertThat(there.refused(create("evidence")).code()).isEqualTo("BucketAlreadyExists");
    }

    /** Since April 2023 every new bucket blocks public access and turns ACLs off. */
    @Test
    void createBucket_new_isClosed() {
        GetPublicAccessBlockResponse block =
                s3.call(GetPublicAccessBlockRequest.builder().bucket("evidence").build());
        assertThat(block.publicAccessBlockConfiguration().blockPublicPolicy()).isTrue();
        assertThat(block.publicAccessBlockConfiguration().restrictPublicBuckets())
                .isTrue();
        GetBucketOwnershipControlsResponse ownership = s3.call(
                GetBucketOwnershipControlsRequest.builder().bucket("evidence").build());
        assertThat(ownership.ownershipControls().rules().get(0).objectOwnership())
                .isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
        AwsError acl = s3.refused(PutBucketAclRequest.builder()
                .bucket("evidence")
                .acl(BucketCannedACL.PUBLIC_READ)
                .build());
        assertThat(acl.code()).isEqualTo("AccessControlListNotSupported");
    }

    @Test
    void headBucket_inAnotherRegion_isRedirected() {
        AwsError error = s3.inRegion("eu-west-1")
                .refused(HeadBucketRequest.builder().bucket("evidence").build());
        assertThat(error.status()).isEqualTo(301);
    }

    @Test
    void getBucketLocation_usEast1_isEmpty() {
        GetBucketLocationResponse answer =
                s3.call(GetBucketLocationRequest.builder().bucket("evidence").build());
        assertThat(answer.locationConstraintAsString()).isNull();
    }

    @Test
    void deleteBucket_withVersions_isNotEmpty() {
        s3.call(PutObjectRequest.builder().bucket("evidence").key("k").build());
        AwsError error =
                s3.refused(DeleteBucketRequest.builder().bucket("evidence").build());
        assertThat(error.code()).isEqualTo("BucketNotEmpty");
        assertThat(error.status()).isEqualTo(409);
    }

    @Test
    void putBucketPolicy_public_isBlocked() {
        AwsError error = s3.refused(policy(DENY_ALL.formatted("").replace("Deny", "Allow")));
        assertThat(error.status()).isEqualTo(403);
        assertThat(error.message()).contains("BlockPublicPolicy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello | Policies must be valid JSON and the first byte must be '{'",
                "{} | Missing required field Statement",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::evidence\"}]} "
                        + "| Missing required field Principal",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ec2:*\","
                        + "\"Resource\":\"arn:aws:s3:::evidence\"}]} | Policy has invalid action",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\","
                        + "\"Resource\":\"arn:aws:s3:::other\"}]} | Policy has invalid resource",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:user/none\"},"
                        + "\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::evidence\"}]} | Invalid principal in policy"
            })
    void putBucketPolicy_malformed_isRefused(String document, String message) {
        AwsError error = s3.refused(policy(document));
        assertThat(error.code()).isEqualTo("MalformedPolicy");
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void putBucketPolicy_denyAll_cutsTheOwnerToo() {
        s3.call(policy(DENY_ALL.formatted("")));
        AwsError error =
                s3.refused(ListObjectsV2Request.builder().bucket("evidence").build());
        assertThat(error.message())
                .isEqualTo(
                        "User: arn:aws:iam::111111111111:root is not authorized to perform: s3:ListBucket on resource: "
                                + "\"arn:aws:s3:::evidence\" with an explicit deny in a resource-based policy");
        s3.call(DeleteBucketPolicyRequest.builder().bucket("evidence").build());
        s3.call(ListObjectsV2Request.builder().bucket("evidence").build());
    }

    @Test
    void putBucketPolicy_denyAllButOne_letsThatOneIn() {
        s3.call(policy(DENY_ALL.formatted(
                ",\"Condition\":{\"StringNotLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::111111111111:root\"}}")));
        s3.call(ListObjectsV2Request.builder().bucket("evidence").build());
        assertThat(there.refused(ListObjectsV2Request.builder()
                                .bucket("evidence")
                                .build())
                        .code())
                .isEqualTo("AccessDenied");
    }

    @Test
    void listObjects_fromAnotherAccount_needsAnAllow() {
        var list = ListObjectsV2Request.builder().bucket("evidence").build();
        assertThat(there.refused(list).code()).isEqualTo("AccessDenied");
        s3.call(policy(DENY_ALL.formatted("").replace("Deny", "Allow").replace("\"*\"", "{\"AWS\":\"222222222222\"}")));
        there.call(list);
        GetBucketPolicyStatusResponse status = s3.call(
                GetBucketPolicyStatusRequest.builder().bucket("evidence").build());
        assertThat(status.policyStatus().isPublic()).isFalse();
    }

    @Test
    void expectedBucketOwner_another_isDenied() {
        var request = HeadBucketRequest.builder()
                .bucket("evidence")
                .expectedBucketOwner(TestWorld.OTHER_ACCOUNT)
                .build();
        assertThat(s3.refused(request).code()).isEqualTo("AccessDenied");
    }

    @Test
    void objectLock_withoutVersioning_isInvalidBucketState() {
        var lock = lock("evidence", configuration -> {});
        assertThat(s3.refused(lock).message())
                .isEqualTo("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        assertThat(s3.refused(GetObjectLockConfigurationRequest.builder()
                                .bucket("evidence")
                                .build())
                        .code())
                .isEqualTo("ObjectLockConfigurationNotFoundError");
        s3.call(versioning("evidence", "Enabled"));
        s3.call(lock);
        AwsError suspended = s3.refused(versioning("evidence", "Suspended"));
        assertThat(suspended.code()).isEqualTo("InvalidBucketState");
        assertThat(suspended.status()).isEqualTo(409);
    }

    @Test
    void objectLock_daysAndYears_isMalformed() {
        s3.call(versioning("evidence", "Enabled"));
        assertThat(s3.refused(lock(
                                "evidence",
                                retention ->
                                        retention.mode("GOVERNANCE").days(1).years(1)))
                        .code())
                .isEqualTo("MalformedXML");
    }

    @Test
    void snapshot_policyPutAndDeleted_isEqual() {
        var before = aws.world().snapshot();
        s3.call(PutPublicAccessBlockRequest.builder()
                .bucket("evidence")
                .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true))
                .build());
        s3.call(policy(DENY_ALL.formatted("")));
        assertThat(aws.world().snapshot()).isNotEqualTo(before);
        s3.call(DeleteBucketPolicyRequest.builder().bucket("evidence").build());
        s3.call(PutPublicAccessBlockRequest.builder()
                .bucket("evidence")
                .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true))
                .build());
        assertThat(aws.world().snapshot()).isEqualTo(before);
        assertThat(aws.world().buckets().find("evidence").orElseThrow().versioning())
                .isEqualTo(Bucket.Versioning.NEVER);
    }

    private static AwsRequest create(String bucket) {
        return CreateBucketRequest.builder().bucket(bucket).build();
    }

    private static AwsRequest policy(String document) {
        return PutBucketPolicyRequest.builder()
                .bucket("evidence")
                .policy(document)
                .build();
    }

    private static AwsRequest versioning(String bucket, String status) {
        return PutBucketVersioningRequest.builder()
                .bucket(bucket)
                .versioningConfiguration(configuration -> configuration.status(status))
                .build();
    }

    private static AwsRequest lock(String bucket, Consumer<DefaultRetention.Builder> retention) {
        DefaultRetention.Builder builder = DefaultRetention.builder();
        retention.accept(builder);
        boolean empty = builder.build().equals(DefaultRetention.builder().build());
        return PutObjectLockConfigurationRequest.builder()
                .bucket(bucket)
                .objectLockConfiguration(configuration -> {
                    configuration.objectLockEnabled(ObjectLockEnabled.ENABLED);
                    if (!empty) {
                        configuration.rule(rule -> rule.defaultRetention(builder.build()));
                    }
                })
                .build();
    }
}
