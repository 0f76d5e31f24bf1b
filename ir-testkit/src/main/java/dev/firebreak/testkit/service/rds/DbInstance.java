package dev.firebreak.testkit.service.rds;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/**
 * A DB instance: what it is, what it is about to be, and when.
 *
 * @param before what the API gives until {@code settles}, its status included
 * @param after what it gives from then on; null when it is gone then
 * @param settles when the change is over
 * @param interfaceId the network interface that RDS keeps for it
 */
record DbInstance(DBInstance before, @Nullable DBInstance after, Instant settles, String interfaceId) {
    String id() {
        return before.dbInstanceIdentifier();
    }

    /** The instance as the API gives it; empty when it is gone. */
    Optional<DBInstance> view(Instant now) {
        return now.isBefore(settles) ? Optional.of(before) : Optional.ofNullable(after);
    }

    boolean isBusy(Instant now) {
        return now.isBefore(settles);
    }

    /** The instance on its way through a status to what it is going to be. */
    DbInstance to(String status, @Nullable DBInstance target, Instant when) {
        DBInstance now = after == null ? before : after;
        return new DbInstance(now.copy(copy -> copy.dbInstanceStatus(status)), target, when, interfaceId);
    }

    /** The instance with a password on its way. */
    DbInstance passwordPending() {
        PendingModifiedValues pending =
                PendingModifiedValues.builder().masterUserPassword("****").build();
        return new DbInstance(before.copy(copy -> copy.pendingModifiedValues(pending)), after, settles, interfaceId);
    }
}
