package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeLockedSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLockedSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.LockSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.LockSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.LockedSnapshotsInfo;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.UnlockSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.UnlockSnapshotResponse;

/** Locks of snapshots (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LockSnapshot.html). */
final class SnapshotLockOperations {
    private static final int LONGEST_DAYS = 36_500;
    private static final int LONGEST_COOL_OFF_HOURS = 72;

    private SnapshotLockOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("LockSnapshot", LockSnapshotRequest::builder, SnapshotLockOperations::lock)
                .on("UnlockSnapshot", UnlockSnapshotRequest::builder, SnapshotLockOperations::unlock)
                .on(
                        "DescribeLockedSnapshots",
                        DescribeLockedSnapshotsRequest::builder,
                        SnapshotLockOperations::describe);
    }

    private static LockSnapshotResponse lock(Call call, LockSnapshotRequest request) {
        Snapshot snapshot = Kind.SNAPSHOT.get(call, Refusals.required(request.snapshotId(), "SnapshotId"));
        Map<String, SnapshotLock> locks = StorageState.of(call).locks();
        Optional<SnapshotLock> old =
                Optional.ofNullable(locks.get(snapshot.snapshotId())).filter(lock -> !lock.expired(call.now()));
        SnapshotLock lock = asked(call, snapshot, request, old);
        old.filter(present -> present.fixed(call.now())).ifPresent(fixed -> checkExtends(fixed, lock));
        locks.put(snapshot.snapshotId(), lock);
        return LockSnapshotResponse.builder()
                .snapshotId(snapshot.snapshotId())
                .lockState(lock.state(call.now()))
                .lockDuration(days(lock))
                .coolOffPeriod(lock.coolOff().orElse(null))
                .coolOffPeriodExpiresOn(lock.coolsUntil().orElse(null))
                .lockCreatedOn(lock.created())
                .lockDurationStartTime(lock.starts())
                .lockExpiresOn(lock.expires())
                .build();
    }

    private static SnapshotLock asked(
            Call call, Snapshot snapshot, LockSnapshotRequest request, Optional<SnapshotLock> old) {
        String mode = Refusals.required(request.lockModeAsString(), "LockMode");
        if (!mode.equals("compliance") && !mode.equals("governance")) {
            throw Refusals.value("Invalid value '%s' for LockMode.", mode);
        }
        Integer coolOff = request.coolOffPeriod();
        if (coolOff != null && mode.equals("governance")) {
            throw Refusals.combination("CoolOffPeriod cannot be specified for snapshots locked in governance mode.");
        }
        if (coolOff != null && (coolOff < 1 || coolOff > LONGEST_COOL_OFF_HOURS)) {
            throw Refusals.value("Invalid value '%d' for CoolOffPeriod. Valid values are 1 to 72 hours.", coolOff);
        }
        boolean fixed = old.isPresent() && old.get().fixed(call.now());
        Instant created = old.map(SnapshotLock::created).orElse(call.now());
        return new SnapshotLock(
                mode.equals("compliance"),
                created,
                call.now(),
                expiry(call, snapshot, request),
                fixed ? old.get().coolOff() : Optional.ofNullable(coolOff));
    }

    /** A snapshot that is still pending is locked for its duration from its completion on, in AWS; here from now on. */
    private static Instant expiry(Call call, Snapshot snapshot, LockSnapshotRequest request) {
        Integer duration = request.lockDuration();
        Instant date = request.expirationDate();
        if ((duration == null) == (date == null)) {
            throw Refusals.combination("Specify either LockDuration or ExpirationDate, but not both.");
        }
        if (date != null) {
            if (date.isBefore(call.now().plus(Duration.ofDays(1)))) {
                throw Refusals.value(
                        "Invalid value '%s' for ExpirationDate. It must be at least 1 day after the lock of %s.",
                        date, snapshot.snapshotId());
            }
            return date;
        }
        if (duration < 1 || duration > LONGEST_DAYS) {
            throw Refusals.value("Invalid value '%d' for LockDuration. Valid values are 1 to 36500 days.", duration);
        }
        return call.now().plus(Duration.ofDays(duration));
    }

    private static void checkExtends(SnapshotLock fixed, SnapshotLock lock) {
        if (!lock.compliance() || lock.expires().isBefore(fixed.expires())) {
            throw notPermitted(
                    "The snapshot is locked in compliance mode and its cooling-off period is over. The lock can only be extended.");
        }
    }

    private static UnlockSnapshotResponse unlock(Call call, UnlockSnapshotRequest request) {
        Snapshot snapshot = Kind.SNAPSHOT.get(call, Refusals.required(request.snapshotId(), "SnapshotId"));
        SnapshotLock lock = StorageState.of(call).locks().get(snapshot.snapshotId());
        if (lock == null || lock.expired(call.now())) {
            throw notPermitted("The snapshot " + snapshot.snapshotId() + " is not locked.");
        }
        if (lock.fixed(call.now())) {
            throw notPermitted(
                    "The snapshot is locked in compliance mode and its cooling-off period is over. It cannot be unlocked.");
        }
        StorageState.of(call).locks().remove(snapshot.snapshotId());
        return UnlockSnapshotResponse.builder()
                .snapshotId(snapshot.snapshotId())
                .build();
    }

    private static AwsError notPermitted(String message) {
        return AwsError.of("OperationNotPermitted", "%s", message);
    }

    private static DescribeLockedSnapshotsResponse describe(Call call, DescribeLockedSnapshotsRequest request) {
        request.snapshotIds().forEach(id -> Kind.SNAPSHOT.get(call, id));
        var infos = StorageState.of(call).locks().entrySet().stream()
                .filter(entry ->
                        request.snapshotIds().isEmpty() || request.snapshotIds().contains(entry.getKey()))
                .map(entry -> info(call, entry.getKey(), entry.getValue()))
                .toList();
        var filters = new Filters<>(call, LockedSnapshotsInfo::snapshotId)
                .on("lock-state", LockedSnapshotsInfo::lockStateAsString);
        var page = Page.of(filters.select(infos, request.filters()), request.maxResults(), request.nextToken(), 5);
        return DescribeLockedSnapshotsResponse.builder()
                .snapshots(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static LockedSnapshotsInfo info(Call call, String id, SnapshotLock lock) {
        return LockedSnapshotsInfo.builder()
                .ownerId(call.account().id())
                .snapshotId(id)
                .lockState(lock.state(call.now()))
                .lockDuration(days(lock))
                .coolOffPeriod(lock.coolOff().orElse(null))
                .coolOffPeriodExpiresOn(lock.coolsUntil().orElse(null))
                .lockCreatedOn(lock.created())
                .lockDurationStartTime(lock.starts())
                .lockExpiresOn(lock.expires())
                .build();
    }

    private static int days(SnapshotLock lock) {
        return Math.toIntExact(Duration.between(lock.starts(), lock.expires()).toDays());
    }
}
