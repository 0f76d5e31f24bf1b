package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3control.S3ControlClient;

class PublicAccessBlockCasesTest extends ServiceCases {
    private static final String GUIDE =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";
    private static final String ACCOUNT = "123456789012";
    private static final String PUBLIC = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::site/*\"}]}";

    private S3Client s3;

    @BeforeEach
    void createOpenBucket() {
        s3 = client(S3Client.builder());
        s3.createBucket(bucket ->
                bucket.bucket("site").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putBucketOwnershipControls(put -> put.bucket("site")
                .ownershipControls(controls -> controls.rules(OwnershipControlsRule.builder()
                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                        .build())));
        s3.deletePublicAccessBlock(delete -> delete.bucket("site"));
    }

    private S3ControlClient control() {
        return client(S3ControlClient.builder());
    }

    @Test
    @AwsFact(value = "An account blocks nothing until it is told to", source = GUIDE)
    void getPublicAccessBlock_newAccount_isNotFound() {
        assertThat(Refused.by(() -> control().getPublicAccessBlock(get -> get.accountId(ACCOUNT))))
                .startsWith("NoSuchPublicAccessBlockConfiguration");
    }

    @Test
    @AwsFact(value = "What the account blocks is blocked in every bucket, whatever the bucket says", source = GUIDE)
    void putPublicAccessBlock_account_holdsInBuckets() {
        S3ControlClient control = control();
        control.putPublicAccessBlock(put -> put.accountId(ACCOUNT)
                .publicAccessBlockConfiguration(
                        block -> block.blockPublicPolicy(true).blockPublicAcls(true)));
        assertThat(Refused.by(() -> s3.putBucketPolicy(put -> put.bucket("site").policy(PUBLIC))))
                .startsWith("AccessDenied")
                .contains("BlockPublicPolicy");
        assertThat(Refused.by(() -> s3.putBucketAcl(put -> put.bucket("site").acl("public-read"))))
                .startsWith("AccessDenied");
        assertThat(control.getPublicAccessBlock(get -> get.accountId(ACCOUNT))
                        .publicAccessBlockConfiguration()
                        .restrictPublicBuckets())
                .isFalse();
        control.deletePublicAccessBlock(delete -> delete.accountId(ACCOUNT));
        s3.putBucketPolicy(put -> put.bucket("site").policy(PUBLIC));
        assertThat(s3.getBucketPolicyStatus(get -> get.bucket("site"))
                        .policyStatus()
                        .isPublic())
                .isTrue();
    }

    @Test
    @AwsFact(value = "RestrictPublicBuckets lets nobody from outside in by a public policy", source = GUIDE)
    void getObject_restricted_isForTheAccountOnly() {
        s3.putBucketPolicy(put -> put.bucket("site").policy(PUBLIC));
        s3.putObject(put -> put.bucket("site").key("index.html"), RequestBody.fromString("hello"));
        S3Client other = client(S3Client.builder(), "222222222222");
        assertThat(other.getObjectAsBytes(get -> get.bucket("site").key("index.html"))
                        .asUtf8String())
                .isEqualTo("hello");
        control()
                .putPublicAccessBlock(put -> put.accountId(ACCOUNT)
                        .publicAccessBlockConfiguration(block -> block.restrictPublicBuckets(true)));
        assertThat(Refused.by(
                        () -> other.getObjectAsBytes(get -> get.bucket("site").key("index.html"))))
                .startsWith("AccessDenied");
        assertThat(s3.getObjectAsBytes(get -> get.bucket("site").key("index.html"))
                        .asUtf8String())
                .isEqualTo("hello");
    }

    @Test
    @AwsFact(value = "BlockPublicAcls refuses objects with a public ACL", source = GUIDE)
    void putObject_publicAcl_isDeniedWhereBlocked() {
        s3.putObject(put -> put.bucket("site").key("a").acl("public-read"), RequestBody.fromString("a"));
        assertThat(s3.getObjectAcl(get -> get.bucket("site").key("a")).grants()).hasSize(2);
        s3.putPublicAccessBlock(
                put -> put.bucket("site").publicAccessBlockConfiguration(block -> block.blockPublicAcls(true)));
        assertThat(Refused.by(() -> s3.putObject(
                        put -> put.bucket("site").key("b").acl("public-read"), RequestBody.fromString("b"))))
                .startsWith("AccessDenied");
        assertThat(Refused.by(
                        () -> s3.putObjectAcl(put -> put.bucket("site").key("a").acl("public-read"))))
                .startsWith("AccessDenied");
        s3.putObjectAcl(put -> put.bucket("site").key("a").acl("private"));
        assertThat(s3.getObjectAcl(get -> get.bucket("site").key("a")).grants()).hasSize(1);
    }

    @Test
    @AwsFact(value = "Only the account itself sets its Block Public Access", source = GUIDE)
    void putPublicAccessBlock_ofAnotherAccount_isDenied() {
        assertThat(Refused.by(() -> control().getPublicAccessBlock(get -> get.accountId("222222222222"))))
                .startsWith("AccessDenied");
    }
}
