package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.GetObjectLegalHoldRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLegalHoldResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectLegalHoldRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLegalHoldResponse;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.S3Request;

/** Object Lock: the bucket's configuration, and the retention and legal hold of versions. */
final class ObjectLockOperations {
    void register(Operations operations) {
        operations
                .rest(
                        "PutObjectLockConfiguration",
                        "PUT /{Bucket}?object-lock",
                        PutObjectLockConfigurationRequest::builder,
                        this::putConfiguration)
                .rest(
                        "GetObjectLockConfiguration",
                        "GET /{Bucket}?object-lock",
                        GetObjectLockConfigurationRequest::builder,
                        this::getConfiguration)
                .rest(
                        "PutObjectRetention",
                        "PUT /{Bucket}/{Key+}?retention",
                        PutObjectRetentionRequest::builder,
                        this::putRetention)
                .rest(
                        "GetObjectRetention",
                        "GET /{Bucket}/{Key+}?retention",
                        GetObjectRetentionRequest::builder,
                        this::getRetention)
                .rest(
                        "PutObjectLegalHold",
                        "PUT /{Bucket}/{Key+}?legal-hold",
                        PutObjectLegalHoldRequest::builder,
                        this::putLegalHold)
                .rest(
                        "GetObjectLegalHold",
                        "GET /{Bucket}/{Key+}?legal-hold",
                        GetObjectLegalHoldRequest::builder,
                        this::getLegalHold);
    }

    private PutObjectLockConfigurationResponse putConfiguration(Call call, PutObjectLockConfigurationRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketObjectLockConfiguration");
        ObjectLockConfiguration configuration = request.objectLockConfiguration();
        if (configuration == null || configuration.objectLockEnabled() != ObjectLockEnabled.ENABLED) {
            throw S3Errors.malformedXml();
        }
        if (configuration.rule() != null) {
            checkRule(configuration.rule().defaultRetention());
        }
        if (bucket.versioning() != Bucket.Versioning.ENABLED) {
            throw S3Errors.bucketState(
                    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        }
        bucket.set(configuration);
        return PutObjectLockConfigurationResponse.builder().build();
    }

    private static void checkRule(@Nullable DefaultRetention retention) {
        if (retention == null
                || retention.mode() == null
                || retention.mode() == ObjectLockRetentionMode.UNKNOWN_TO_SDK_VERSION
                || (retention.days() == null) == (retention.years() == null)) {
            throw S3Errors.malformedXml();
        }
        int length = retention.days() == null ? retention.years() : retention.days();
        if (length <= 0) {
            throw S3Errors.invalidArgument("Default retention period must be a positive integer value.");
        }
        if (length > (retention.days() == null ? 100 : 36500)) {
            throw S3Errors.invalidArgument("Default retention period too large.");
        }
    }

    private GetObjectLockConfigurationResponse getConfiguration(Call call, GetObjectLockConfigurationRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketObjectLockConfiguration");
        return GetObjectLockConfigurationResponse.builder()
                .objectLockConfiguration(bucket.setting(ObjectLockConfiguration.class)
                        .orElseThrow(() -> new AwsError(
                                "ObjectLockConfigurationNotFoundError",
                                404,
                                "Object Lock configuration does not exist for this bucket")))
                .build();
    }

    private PutObjectRetentionResponse putRetention(Call call, PutObjectRetentionRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObjectRetention");
        boolean bypass = bypasses(call, request, bucket, request.bypassGovernanceRetention());
        ObjectLocks.checkEnabled(bucket);
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        StoredVersion.Retention wanted = retention(call, request.retention());
        ObjectLocks.checkChange(version, wanted, call.now(), bypass);
        version.retain(wanted);
        return PutObjectRetentionResponse.builder().build();
    }

    static boolean bypasses(Call call, S3Request request, Bucket bucket, @Nullable Boolean asked) {
        if (Boolean.TRUE.equals(asked)) {
            S3Access.forObject(call, request, "BypassGovernanceRetention");
        }
        return Boolean.TRUE.equals(asked) && ObjectLocks.enabled(bucket);
    }

    private static StoredVersion.@Nullable Retention retention(Call call, @Nullable ObjectLockRetention asked) {
        if (asked == null || (asked.mode() == null && asked.retainUntilDate() == null)) {
            return null;
        }
        if (asked.mode() == null
                || asked.retainUntilDate() == null
                || asked.mode() == ObjectLockRetentionMode.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.malformedXml();
        }
        ObjectLocks.checkFuture(asked.retainUntilDate(), call.now());
        return new StoredVersion.Retention(ObjectLockMode.fromValue(asked.modeAsString()), asked.retainUntilDate());
    }

    private GetObjectRetentionResponse getRetention(Call call, GetObjectRetentionRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "GetObjectRetention");
        ObjectLocks.checkEnabled(bucket);
        StoredVersion.Retention retention = S3Objects.existing(bucket, request.key(), request.versionId())
                .retention()
                .orElseThrow(ObjectLockOperations::notLocked);
        return GetObjectRetentionResponse.builder()
                .retention(answer -> answer.mode(retention.mode().toString()).retainUntilDate(retention.until()))
                .build();
    }

    private PutObjectLegalHoldResponse putLegalHold(Call call, PutObjectLegalHoldRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObjectLegalHold");
        ObjectLocks.checkEnabled(bucket);
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        ObjectLockLegalHoldStatus status =
                request.legalHold() == null ? null : request.legalHold().status();
        if (status == null || status == ObjectLockLegalHoldStatus.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.malformedXml();
        }
        version.hold(status == ObjectLockLegalHoldStatus.ON);
        return PutObjectLegalHoldResponse.builder().build();
    }

    private GetObjectLegalHoldResponse getLegalHold(Call call, GetObjectLegalHoldRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "GetObjectLegalHold");
        ObjectLocks.checkEnabled(bucket);
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        return GetObjectLegalHoldResponse.builder()
                .legalHold(hold ->
                        hold.status(version.legalHold() ? ObjectLockLegalHoldStatus.ON : ObjectLockLegalHoldStatus.OFF))
                .build();
    }

    private static AwsError notLocked() {
        return new AwsError(
                "NoSuchObjectLockConfiguration", 404, "The specified object does not have a ObjectLock configuration");
    }
}
