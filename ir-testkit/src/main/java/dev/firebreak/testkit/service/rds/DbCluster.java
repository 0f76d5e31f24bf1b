package dev.firebreak.testkit.service.rds;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;

/**
 * A DB cluster: what it is, what it is about to be, and when.
 *
 * @param before what the API gives until {@code settles}, its status included
 * @param after what it gives from then on; null when it is gone then
 * @param settles when the change is over
 */
record DbCluster(DBCluster before, @Nullable DBCluster after, Instant settles) {
    String id() {
        return before.dbClusterIdentifier();
    }

    Optional<DBCluster> view(Instant now) {
        return now.isBefore(settles) ? Optional.of(before) : Optional.ofNullable(after);
    }

    DbCluster to(String status, @Nullable DBCluster target, Instant when) {
        DBCluster now = after == null ? before : after;
        return new DbCluster(now.copy(copy -> copy.status(status)), target, when);
    }
}
