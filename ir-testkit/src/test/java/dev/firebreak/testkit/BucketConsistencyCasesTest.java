package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

class BucketConsistencyCasesTest extends ConsistencyCases {
    private static final String S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html";
    private static final String PUBLIC = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",\
            "Resource":"arn:aws:s3:::evidence/*"}]}""";

    @Test
    @AwsFact(
            value = "A bucket's configuration takes effect late, while its objects are strongly consistent",
            source = S3)
    void putBucketVersioning_objectPut_isNotVersionedAtFirst() {
        S3Client s3 = client(S3Client.builder());
        makeBucket(s3);
        s3.putBucketVersioning(
                change -> change.bucket("evidence").versioningConfiguration(state -> state.status("Enabled")));
        almost(S3_BOUND);

        assertThat(s3.putObject(put -> put.bucket("evidence").key("a"), RequestBody.fromString("1"))
                        .versionId())
                .isNull();
        assertThat(s3.getObjectAsBytes(get -> get.bucket("evidence").key("a")).asUtf8String())
                .isEqualTo("1");

        atLast();
        assertThat(s3.putObject(put -> put.bucket("evidence").key("a"), RequestBody.fromString("2"))
                        .versionId())
                .isNotNull();
    }

    @Test
    @AwsFact(value = "A bucket policy is read as it was until the change has spread", source = S3)
    void putBucketPolicy_fresh_isMissingAtFirst() {
        S3Client s3 = client(S3Client.builder());
        makeBucket(s3);
        s3.putBucketPolicy(change -> change.bucket("evidence").policy("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject",\
                "Resource":"arn:aws:s3:::evidence/*"}]}"""));

        assertThat(Refused.by(() -> s3.getBucketPolicy(query -> query.bucket("evidence"))))
                .startsWith("NoSuchBucketPolicy");
        clock.advance(S3_BOUND);
        assertThat(s3.getBucketPolicy(query -> query.bucket("evidence")).policy())
                .contains("Deny");
    }

    @Test
    @AwsFact(value = "Block Public Access of a bucket is read, and takes effect, once it has spread", source = S3)
    void putPublicAccessBlock_fresh_letsAPublicPolicyThroughAtFirst() {
        S3Client s3 = client(S3Client.builder());
        makeUnblockedBucket(s3);
        s3.putPublicAccessBlock(change ->
                change.bucket("evidence").publicAccessBlockConfiguration(block -> block.blockPublicPolicy(true)));
        almost(S3_BOUND);

        assertThat(Refused.by(() -> s3.getPublicAccessBlock(query -> query.bucket("evidence"))))
                .startsWith("NoSuchPublicAccessBlockConfiguration");
        publish(s3);

        atLast();
        assertThat(s3.getPublicAccessBlock(query -> query.bucket("evidence"))
                        .publicAccessBlockConfiguration()
                        .blockPublicPolicy())
                .isTrue();
        assertThat(Refused.by(() -> publish(s3))).startsWith("AccessDenied");
    }

    @Test
    @AwsFact(value = "Block Public Access of an account is read, and takes effect, once it has spread", source = S3)
    void putPublicAccessBlock_ofAccount_isMissingAtFirst() {
        S3ControlClient control = client(S3ControlClient.builder());
        S3Client s3 = client(S3Client.builder());
        makeUnblockedBucket(s3);
        control.putPublicAccessBlock(change -> change.accountId("123456789012")
                .publicAccessBlockConfiguration(block -> block.blockPublicPolicy(true)));
        almost(S3_BOUND);

        assertThat(Refused.by(() -> control.getPublicAccessBlock(query -> query.accountId("123456789012"))))
                .startsWith("NoSuchPublicAccessBlockConfiguration");
        publish(s3);

        atLast();
        assertThat(control.getPublicAccessBlock(query -> query.accountId("123456789012"))
                        .publicAccessBlockConfiguration()
                        .blockPublicPolicy())
                .isTrue();
        assertThat(Refused.by(() -> publish(s3))).startsWith("AccessDenied");
    }

    /** One that was made long ago, and may be public. */
    private void makeUnblockedBucket(S3Client s3) {
        makeBucket(s3);
        s3.deletePublicAccessBlock(change -> change.bucket("evidence"));
        clock.advance(S3_BOUND);
    }

    private static void publish(S3Client s3) {
        s3.putBucketPolicy(change -> change.bucket("evidence").policy(PUBLIC));
    }

    private static void makeBucket(S3Client s3) {
        s3.createBucket(made ->
                made.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }
}
