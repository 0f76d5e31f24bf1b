package dev.firebreak.testkit.service.ec2.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.disk.Blocks;
import dev.firebreak.testkit.world.disk.Disks;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.StorageTier;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** Makes snapshots, which the clock completes. */
public final class Snapshots {
    private static final int COPIES_AT_A_TIME = 20;

    private Snapshots() {}

    /** Takes a snapshot of a volume. */
    public static Snapshot make(Call call, Volume volume, String description) {
        checkRoom(call, volume);
        Snapshot snapshot = Snapshot.builder()
                .snapshotId(call.world().ids().ec2("snap"))
                .volumeId(volume.volumeId())
                .volumeSize(volume.size())
                .description(description == null ? "" : description)
                .encrypted(volume.encrypted())
                .kmsKeyId(volume.kmsKeyId())
                .build();
        return add(call, snapshot, Disks.of(call.region()).volume(volume.volumeId()));
    }

    /** Adds a new snapshot, still pending, of the caller's with its content. */
    public static Snapshot add(Call call, Snapshot made, Blocks content) {
        Snapshot snapshot = made.copy(copy -> copy.ownerId(call.account().id())
                .startTime(call.now())
                .storageTier(StorageTier.STANDARD)
                .state(SnapshotState.PENDING));
        call.region().ec2().snapshots().put(snapshot);
        if (content != Blocks.EMPTY) {
            Disks.of(call.region()).snapshot(snapshot.snapshotId(), content);
        }
        return snapshot;
    }

    /** Gives up a new snapshot, which stays as one that says why. */
    static Snapshot fail(Call call, Snapshot snapshot, String message) {
        Snapshot failed = snapshot.copy(copy -> copy.state(SnapshotState.ERROR).stateMessage(message));
        call.region().ec2().snapshots().put(failed);
        Disks.of(call.region()).forgetSnapshot(snapshot.snapshotId());
        return failed;
    }

    /** Keeps a new snapshot pending until it is released. */
    public static void hold(Call call, String snapshotId) {
        StorageState.of(call).completions().put(snapshotId, Instant.MAX);
    }

    /** Lets a held snapshot be completed in the usual time from now on. */
    public static void release(Call call, String snapshotId) {
        Instant end = call.now().plus(call.region().ec2().timing().snapshot());
        StorageState.of(call).completions().put(snapshotId, end);
    }

    /** Tells, when a snapshot is completed, that it is. */
    static void announce(Call call, Snapshot snapshot, String event) {
        Region region = call.region();
        Instant end = snapshot.startTime().plus(region.ec2().timing().snapshot());
        region.ec2().later(end, () -> region.world().events().publish(event(region, snapshot, event, end)));
    }

    private static AwsEvent event(Region region, Snapshot snapshot, String event, Instant end) {
        String arn = "arn:aws:ec2::" + region.name() + ":snapshot/" + snapshot.snapshotId();
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("event", event)
                .put("result", snapshot.state() == SnapshotState.ERROR ? "failed" : "succeeded")
                .put("cause", snapshot.stateMessage() == null ? "" : snapshot.stateMessage())
                .put("request-id", "")
                .put("snapshot_id", arn)
                .put("source", "arn:aws:ec2::" + region.name() + ":volume/" + snapshot.volumeId())
                .put("startTime", snapshot.startTime().toString())
                .put("endTime", end.toString());
        return new AwsEvent(
                "aws.ec2",
                "EBS Snapshot Notification",
                region.account().id(),
                region.name(),
                end,
                List.of(arn),
                detail);
    }

    /** Five snapshots of a volume at a time, and one of an st1 or sc1 volume (general/gr/ebs-service). */
    public static void checkRoom(Call call, Volume volume) {
        int most = volume.volumeType() == VolumeType.ST1 || volume.volumeType() == VolumeType.SC1 ? 1 : 5;
        long pending = call.region().ec2().snapshots().by(Ec2State.BY_VOLUME, volume.volumeId()).stream()
                .filter(snapshot -> view(call, snapshot).state() == SnapshotState.PENDING)
                .count();
        if (pending >= most) {
            throw AwsError.of(
                    "ConcurrentSnapshotLimitExceeded",
                    "Maximum allowed in-progress snapshots for a single volume exceeded.");
        }
    }

    /** Twenty copies at a time into a Region (general/gr/ebs-service). */
    public static void checkRoomForCopies(Call call, int more) {
        Ec2State state = call.region().ec2();
        long pending = StorageState.of(call).copies().stream()
                .flatMap(id -> state.snapshots().find(id).stream())
                .filter(snapshot -> view(call, snapshot).state() == SnapshotState.PENDING)
                .count();
        if (pending + more > COPIES_AT_A_TIME) {
            throw AwsError.of(
                    "ResourceLimitExceeded",
                    "Too many snapshot copies in progress. The limit is %d for this destination region.",
                    COPIES_AT_A_TIME);
        }
    }

    /** Deletes a snapshot, or refuses when an image needs it or it is locked. */
    public static void delete(Call call, String snapshotId) {
        Ec2State state = call.region().ec2();
        List<Image> users = state.images().by(Ec2State.BY_SNAPSHOT, snapshotId);
        if (!users.isEmpty()) {
            throw AwsError.of(
                    "InvalidSnapshot.InUse",
                    "The snapshot %s is currently in use by %s",
                    snapshotId,
                    users.get(0).imageId());
        }
        SnapshotLock lock = StorageState.of(call).locks().get(snapshotId);
        if (lock != null && !lock.expired(call.now())) {
            throw AwsError.of(
                    "SnapshotLocked",
                    "The snapshot %s is locked in %s mode and cannot be deleted.",
                    snapshotId,
                    lock.compliance() ? "compliance" : "governance");
        }
        state.snapshots().remove(snapshotId);
        state.tags().forget(snapshotId);
        Disks.of(call.region()).forgetSnapshot(snapshotId);
        Sharing.of(call.world()).set(call, snapshotId, List.of());
        StorageState storage = StorageState.of(call);
        storage.locks().remove(snapshotId);
        storage.copies().remove(snapshotId);
        storage.completions().remove(snapshotId);
    }

    /** The snapshot as the API gives it now. */
    public static Snapshot view(Call call, Snapshot snapshot) {
        return view(call.region(), snapshot);
    }

    static Snapshot view(Region home, Snapshot snapshot) {
        Ec2State state = home.ec2();
        Snapshot tagged = snapshot.copy(copy -> copy.tags(state.tags().list(snapshot.snapshotId())));
        if (snapshot.state() != SnapshotState.PENDING) {
            return tagged;
        }
        Instant now = home.world().now();
        Instant end = StorageState.of(home)
                .completions()
                .getOrDefault(
                        snapshot.snapshotId(),
                        snapshot.startTime().plus(state.timing().snapshot()));
        if (!now.isBefore(end)) {
            return tagged.copy(
                    copy -> copy.state(SnapshotState.COMPLETED).progress("100%").completionTime(end));
        }
        Duration passed = Duration.between(snapshot.startTime(), now);
        long progress = end.equals(Instant.MAX)
                ? 0
                : passed.toMillis()
                        * 100
                        / Duration.between(snapshot.startTime(), end).toMillis();
        return tagged.copy(copy -> copy.progress(progress + "%"));
    }
}
