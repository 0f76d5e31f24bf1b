package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

class ObjectEncryptionCasesTest extends ServiceCases {
    private static final String SSE_KMS =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html";

    private S3Client s3;
    private KmsClient kms;
    private KeyMetadata key;

    @BeforeEach
    void createBucket() {
        s3 = client(S3Client.builder());
        kms = client(KmsClient.builder());
        key = kms.createKey().keyMetadata();
        s3.createBucket(bucket ->
                bucket.bucket("box").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }

    @Test
    @AwsFact(value = "The bucket's default key encrypts objects that name none", source = SSE_KMS)
    void putObject_bucketDefault_usesItsKey() {
        s3.putBucketEncryption(put -> put.bucket("box")
                .serverSideEncryptionConfiguration(encryption -> encryption.rules(ServerSideEncryptionRule.builder()
                        .bucketKeyEnabled(true)
                        .applyServerSideEncryptionByDefault(byDefault -> byDefault
                                .sseAlgorithm(ServerSideEncryption.AWS_KMS)
                                .kmsMasterKeyID(key.keyId()))
                        .build())));
        s3.putObject(put -> put.bucket("box").key("k"), RequestBody.fromString("x"));
        HeadObjectResponse head = s3.headObject(get -> get.bucket("box").key("k"));
        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
        assertThat(head.ssekmsKeyId()).isEqualTo(key.arn());
        assertThat(head.bucketKeyEnabled()).isTrue();
    }

    @Test
    @AwsFact(value = "SSE-KMS without a key uses the key that AWS manages for S3", source = SSE_KMS)
    void putObject_kmsWithoutKey_usesTheAwsManaged() {
        s3.putObject(
                put -> put.bucket("box").key("k").serverSideEncryption(ServerSideEncryption.AWS_KMS),
                RequestBody.fromString("x"));
        String managed = kms.describeKey(query -> query.keyId("alias/aws/s3"))
                .keyMetadata()
                .arn();
        assertThat(s3.headObject(get -> get.bucket("box").key("k")).ssekmsKeyId())
                .isEqualTo(managed);
    }

    @Test
    @AwsFact(
            value = "Objects whose key is disabled can neither be read nor written, but listed and deleted",
            source = "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html")
    void getObject_keyDisabled_isRefused() {
        put();
        kms.disableKey(disable -> disable.keyId(key.keyId()));
        assertThat(Refused.by(() -> s3.getObjectAsBytes(get -> get.bucket("box").key("k"))))
                .isEqualTo("KMS.DisabledException: " + key.arn() + " is disabled.");
        assertThat(Refused.by(this::put)).startsWith("KMS.DisabledException");
        s3.deleteObject(delete -> delete.bucket("box").key("k"));
        assertThat(s3.listObjectsV2(list -> list.bucket("box")).contents()).isEmpty();
    }

    @Test
    @AwsFact(
            value = "Objects whose key awaits deletion come back when that is cancelled and the key enabled",
            source = "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html")
    void getObject_keyDeletionCancelled_isReadAgain() {
        put();
        kms.scheduleKeyDeletion(schedule -> schedule.keyId(key.keyId()).pendingWindowInDays(7));
        assertThat(Refused.by(() -> s3.getObjectAsBytes(get -> get.bucket("box").key("k"))))
                .startsWith("KMS.KMSInvalidStateException");
        kms.cancelKeyDeletion(cancel -> cancel.keyId(key.keyId()));
        kms.enableKey(enable -> enable.keyId(key.keyId()));
        assertThat(s3.getObjectAsBytes(get -> get.bucket("box").key("k")).asUtf8String())
                .isEqualTo("x");
    }

    @Test
    @AwsFact(value = "A key that does not exist is refused", source = SSE_KMS)
    void putObject_unknownKey_isNotFound() {
        assertThat(Refused.by(() -> s3.putObject(
                        put -> put.bucket("box")
                                .key("k")
                                .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                .ssekmsKeyId("11111111-2222-3333-4444-555555555555"),
                        RequestBody.fromString("x"))))
                .startsWith("KMS.NotFoundException");
    }

    private void put() {
        s3.putObject(
                put -> put.bucket("box")
                        .key("k")
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(key.arn()),
                RequestBody.fromString("x"));
    }
}
