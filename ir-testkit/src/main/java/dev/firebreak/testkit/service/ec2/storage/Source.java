package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.disk.Blocks;
import dev.firebreak.testkit.world.disk.Disks;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/**
 * A snapshot that the caller may read: an own one, or one that another account shares.
 *
 * @param home where the snapshot lies
 * @param snapshot the snapshot as it is now
 */
public record Source(Region home, Snapshot snapshot) {
    /** The snapshot with this id in the Region of the call, or EC2's refusal. */
    public static Source get(Call call, String id) {
        return get(call, call.region().name(), id);
    }

    /** The snapshot with this id in a Region, or EC2's refusal. */
    static Source get(Call call, String region, String id) {
        if (!Kind.SNAPSHOT.wellFormed(id)) {
            throw Kind.SNAPSHOT.malformed().of(id);
        }
        return find(call, region, id).orElseThrow(() -> Kind.SNAPSHOT.missing().of(id));
    }

    /** The snapshot with this id in a Region, if the caller may read it. */
    public static Optional<Source> find(Call call, String region, String id) {
        Region own = call.account().region(region);
        if (own.ec2().snapshots().contains(id)) {
            return of(own, id);
        }
        return Sharing.of(call.world())
                .home(call.world(), id, call.account().id(), region)
                .flatMap(home -> of(home, id));
    }

    /** The snapshot with this id that lies in a Region of an account. */
    public static Optional<Source> of(Region home, String id) {
        return home.ec2().snapshots().find(id).map(found -> new Source(home, Snapshots.view(home, found)));
    }

    /** The same, refused unless it is completed. */
    public Source completed() {
        if (snapshot.state() != SnapshotState.COMPLETED) {
            throw AwsError.of("IncorrectState", "Snapshot '%s' is not 'completed'.", snapshot.snapshotId());
        }
        return this;
    }

    /** Whether the snapshot is the caller's own. */
    public boolean ownedBy(Call call) {
        return home.account().equals(call.account());
    }

    /** What is in the snapshot. */
    public Blocks content() {
        return Disks.of(home).snapshot(snapshot.snapshotId());
    }
}
