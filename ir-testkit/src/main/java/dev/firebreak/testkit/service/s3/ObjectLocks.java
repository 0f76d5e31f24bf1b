package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;
import software.amazon.awssdk.services.s3.model.S3Request;

/** The rules of Object Lock. */
final class ObjectLocks {
    private ObjectLocks() {}

    /**
     * What a new object is to be locked with.
     *
     * @param retention the asked or the bucket's default retention; null when there is neither
     * @param legalHold whether a legal hold is asked for
     */
    record Lock(StoredVersion.@Nullable Retention retention, boolean legalHold) {
        void apply(StoredVersion version) {
            version.retain(retention);
            version.hold(legalHold);
        }

        boolean isSet() {
            return retention != null || legalHold;
        }
    }

    static boolean enabled(Bucket bucket) {
        return bucket.setting(ObjectLockConfiguration.class).isPresent();
    }

    static void checkEnabled(Bucket bucket) {
        if (!enabled(bucket)) {
            throw S3Errors.noLockConfiguration();
        }
    }

    /** The lock that a request to write an object asks for, or else the bucket's default. */
    static Lock asked(Call call, Bucket bucket, S3Request request) {
        String mode = request.getValueForField("ObjectLockMode", String.class).orElse(null);
        Instant until = request.getValueForField("ObjectLockRetainUntilDate", Instant.class)
                .orElse(null);
        String hold = request.getValueForField("ObjectLockLegalHoldStatus", String.class)
                .orElse(null);
        if (mode != null || until != null || hold != null) {
            checkEnabled(bucket);
        }
        boolean held = ObjectLockLegalHoldStatus.ON.toString().equals(hold);
        if (mode == null && until == null) {
            return new Lock(byDefault(bucket, call.now()).orElse(null), held);
        }
        if (mode == null || until == null) {
            throw S3Errors.invalidArgument(
                    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
        }
        ObjectLockMode wanted = ObjectLockMode.fromValue(mode);
        if (wanted == ObjectLockMode.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.invalidArgument("Unknown wormMode directive.");
        }
        checkFuture(until, call.now());
        return new Lock(new StoredVersion.Retention(wanted, until), held);
    }

    static void checkFuture(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw S3Errors.invalidArgument("The retain until date must be in the future!");
        }
    }

    private static Optional<StoredVersion.Retention> byDefault(Bucket bucket, Instant now) {
        return bucket.setting(ObjectLockConfiguration.class)
                .map(ObjectLockConfiguration::rule)
                .map(ObjectLockRule::defaultRetention)
                .map(retention -> new StoredVersion.Retention(
                        ObjectLockMode.fromValue(retention.modeAsString()), end(retention, now)));
    }

    private static Instant end(DefaultRetention retention, Instant now) {
        return retention.years() != null
                ? now.atOffset(ZoneOffset.UTC).plusYears(retention.years()).toInstant()
                : now.atOffset(ZoneOffset.UTC).plusDays(retention.days()).toInstant();
    }

    /** Refuses to delete a version for good while it is locked. */
    static void checkDeletable(StoredVersion version, Instant now, boolean bypassesGovernance) {
        if (version.legalHold() || retained(version, now, bypassesGovernance)) {
            throw S3Errors.locked();
        }
    }

    /** Refuses to weaken a retention that holds: compliance for everyone, governance without the bypass. */
    static void checkChange(
            StoredVersion version, StoredVersion.@Nullable Retention wanted, Instant now, boolean bypassesGovernance) {
        StoredVersion.Retention before = version.retention().orElse(null);
        boolean stronger = before != null
                && wanted != null
                && wanted.mode() == before.mode()
                && !wanted.until().isBefore(before.until());
        if (!stronger && retained(version, now, bypassesGovernance)) {
            throw S3Errors.locked();
        }
    }

    private static boolean retained(StoredVersion version, Instant now, boolean bypassesGovernance) {
        return version.retention()
                .filter(retention -> retention.holdsAt(now))
                .filter(retention -> retention.mode() == ObjectLockMode.COMPLIANCE || !bypassesGovernance)
                .isPresent();
    }
}
