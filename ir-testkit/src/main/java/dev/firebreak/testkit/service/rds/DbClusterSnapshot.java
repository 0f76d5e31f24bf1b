package dev.firebreak.testkit.service.rds;

import java.time.Instant;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/**
 * A snapshot of a DB cluster.
 *
 * @param snapshot the snapshot as the API gives it when it is done
 * @param available when that is
 */
record DbClusterSnapshot(DBClusterSnapshot snapshot, Instant available) {
    String id() {
        return snapshot.dbClusterSnapshotIdentifier();
    }

    DBClusterSnapshot view(Instant now) {
        boolean done = !now.isBefore(available);
        return snapshot.copy(
                copy -> copy.status(done ? "available" : "creating").percentProgress(done ? 100 : 0));
    }
}
