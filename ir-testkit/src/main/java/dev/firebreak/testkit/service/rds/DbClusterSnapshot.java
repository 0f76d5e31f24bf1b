package dev.firebreak.testkit.service.rds;

import java.time.Instant;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/**
 * A snapshot of a DB cluster.
 *
 * @param snapshot the snapshot as the API gives it when it is done
 * @param available when that is
 * @param sharedWith the accounts that may restore it; {@code all} for everyone
 */
record DbClusterSnapshot(DBClusterSnapshot snapshot, Instant available, Set<String> sharedWith) {
    DbClusterSnapshot {
        sharedWith = Set.copyOf(sharedWith);
    }

    DbClusterSnapshot sharedWith(Set<String> accounts) {
        return new DbClusterSnapshot(snapshot, available, accounts);
    }

    String id() {
        return snapshot.dbClusterSnapshotIdentifier();
    }

    DBClusterSnapshot view(Instant now) {
        boolean done = !now.isBefore(available);
        return snapshot.copy(
                copy -> copy.status(done ? "available" : "creating").percentProgress(done ? 100 : 0));
    }
}
