package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.kms.KmsKey;
import dev.firebreak.testkit.service.kms.KmsKeys;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** How objects are encrypted: as the request says, or else as the bucket does by default. */
final class ObjectEncryption {
    private ObjectEncryption() {}

    /** Completes what a request says of encryption; refuses a KMS key that cannot encrypt. */
    static void complete(HeadObjectResponse.Builder head, Bucket bucket) {
        HeadObjectResponse asked = head.build();
        if (asked.serverSideEncryption() == ServerSideEncryption.UNKNOWN_TO_SDK_VERSION) {
            throw AwsError.of(
                    "InvalidEncryptionAlgorithmError",
                    "The encryption request you specified is not valid. The valid " + "value is AES256.");
        }
        if (asked.serverSideEncryption() == null && asked.ssekmsKeyId() != null) {
            throw S3Errors.invalidArgument(
                    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : "
                            + "aws:kms");
        }
        if (asked.serverSideEncryption() == null) {
            byDefault(head, bucket);
        }
        HeadObjectResponse chosen = head.build();
        if (usesKms(chosen)) {
            head.ssekmsKeyId(usable(bucket, chosen.ssekmsKeyId()).arn());
        }
    }

    private static void byDefault(HeadObjectResponse.Builder head, Bucket bucket) {
        ServerSideEncryptionRule rule =
                BucketConfigOperations.encryption(bucket).rules().get(0);
        ServerSideEncryptionByDefault byDefault = rule.applyServerSideEncryptionByDefault();
        ServerSideEncryption algorithm = byDefault == null ? ServerSideEncryption.AES256 : byDefault.sseAlgorithm();
        head.serverSideEncryption(algorithm);
        if (byDefault != null && algorithm != ServerSideEncryption.AES256) {
            head.ssekmsKeyId(byDefault.kmsMasterKeyID());
            head.bucketKeyEnabled(Boolean.TRUE.equals(rule.bucketKeyEnabled()) ? true : null);
        }
    }

    private static boolean usesKms(HeadObjectResponse head) {
        return head.serverSideEncryption() == ServerSideEncryption.AWS_KMS
                || head.serverSideEncryption() == ServerSideEncryption.AWS_KMS_DSSE;
    }

    /** Whoever may read an object still gets nothing while its key cannot be used. */
    static void checkReadable(StoredVersion version, Bucket bucket) {
        if (usesKms(version.head())) {
            usable(bucket, version.head().ssekmsKeyId());
        }
    }

    private static KmsKey usable(Bucket bucket, @Nullable String keyId) {
        Region region = bucket.owner().region(bucket.region());
        Optional<KmsKey> found =
                keyId == null ? Optional.of(KmsKeys.awsManaged(region, "s3")) : KmsKeys.find(region, keyId);
        KmsKey key = found.orElseThrow(
                () -> AwsError.of("KMS.NotFoundException", "Key '%s' does not exist", String.valueOf(keyId)));
        KeyState state = key.metadata().keyState();
        if (state == KeyState.DISABLED) {
            throw AwsError.of("KMS.DisabledException", "%s is disabled.", key.arn());
        }
        if (!KmsKeys.canEncrypt(key)) {
            throw AwsError.of(
                    "KMS.KMSInvalidStateException",
                    "%s is %s.",
                    key.arn(),
                    state == KeyState.PENDING_DELETION ? "pending deletion" : "not usable for encryption");
        }
        return key;
    }
}
