package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.s3.Bucket;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.AccelerateConfiguration;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.BucketLoggingStatus;
import software.amazon.awssdk.services.s3.model.CORSConfiguration;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;

/** What S3 refuses to configure. */
final class SettingRules {
    private static final int LIFECYCLE_RULES = 1000;
    private static final int CORS_RULES = 100;

    private SettingRules() {}

    static void check(Call call, Bucket bucket, SdkPojo setting) {
        if (setting instanceof ReplicationConfiguration replication) {
            checkReplication(bucket, replication);
        } else if (setting instanceof BucketLoggingStatus logging) {
            checkLogging(call, bucket, logging.loggingEnabled());
        } else if (setting instanceof BucketLifecycleConfiguration lifecycle) {
            checkCount(lifecycle.rules().size(), LIFECYCLE_RULES);
        } else if (setting instanceof CORSConfiguration cors) {
            checkCount(cors.corsRules().size(), CORS_RULES);
        } else if (setting instanceof AccelerateConfiguration && bucket.name().contains(".")) {
            throw S3Errors.invalidRequest(
                    "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        }
    }

    private static void checkReplication(Bucket bucket, ReplicationConfiguration replication) {
        checkCount(replication.rules().size(), LIFECYCLE_RULES);
        if (bucket.versioning() != Bucket.Versioning.ENABLED) {
            throw S3Errors.invalidRequest(
                    "Versioning must be 'Enabled' on the bucket to apply a replication configuration");
        }
    }

    private static void checkCount(int rules, int most) {
        if (rules < 1 || rules > most) {
            throw S3Errors.malformedXml();
        }
    }

    private static void checkLogging(Call call, Bucket bucket, @Nullable LoggingEnabled logging) {
        if (logging == null) {
            return;
        }
        boolean fits = call.world()
                .buckets()
                .find(logging.targetBucket())
                .filter(target ->
                        target.owner() == bucket.owner() && target.region().equals(bucket.region()))
                .isPresent();
        if (!fits) {
            throw AwsError.of(
                    "InvalidTargetBucketForLogging",
                    "The target bucket for logging does not exist, is not owned by you, or does not have the appropriate grants "
                            + "for the log-delivery group.");
        }
    }
}
