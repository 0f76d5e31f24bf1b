package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Ec2State;
import java.time.Duration;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.StorageTier;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** Makes snapshots, which the clock completes. */
final class Snapshots {
    private Snapshots() {}

    static Snapshot make(Call call, Volume volume, String description) {
        checkRoom(call, volume);
        Snapshot snapshot = Snapshot.builder()
                .snapshotId(call.world().ids().ec2("snap"))
                .volumeId(volume.volumeId())
                .volumeSize(volume.size())
                .ownerId(call.account().id())
                .description(description == null ? "" : description)
                .encrypted(volume.encrypted())
                .kmsKeyId(volume.kmsKeyId())
                .startTime(call.now())
                .storageTier(StorageTier.STANDARD)
                .state(SnapshotState.PENDING)
                .build();
        call.region().ec2().snapshots().put(snapshot);
        return snapshot;
    }

    /** Five snapshots of a volume at a time, and one of an st1 or sc1 volume (general/gr/ebs-service). */
    static void checkRoom(Call call, Volume volume) {
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

    /** The snapshot as the API gives it now. */
    static Snapshot view(Call call, Snapshot snapshot) {
        Snapshot tagged =
                snapshot.copy(copy -> copy.tags(call.region().ec2().tags().list(snapshot.snapshotId())));
        if (snapshot.state() != SnapshotState.PENDING) {
            return tagged;
        }
        Duration whole = call.region().ec2().timing().snapshot();
        Duration passed = Duration.between(snapshot.startTime(), call.now());
        if (passed.compareTo(whole) >= 0) {
            return tagged.copy(copy -> copy.state(SnapshotState.COMPLETED)
                    .progress("100%")
                    .completionTime(snapshot.startTime().plus(whole)));
        }
        return tagged.copy(copy -> copy.progress(passed.toMillis() * 100 / whole.toMillis() + "%"));
    }
}
