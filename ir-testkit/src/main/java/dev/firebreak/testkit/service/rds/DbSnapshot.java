package dev.firebreak.testkit.service.rds;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A snapshot of a DB instance.
 *
 * @param snapshot the snapshot as the API gives it when it is done
 * @param available when that is
 * @param sharedWith the accounts that may restore it; {@code all} for everyone
 */
record DbSnapshot(DBSnapshot snapshot, Instant available, Set<String> sharedWith) {
    DbSnapshot {
        sharedWith = Set.copyOf(sharedWith);
    }

    String id() {
        return snapshot.dbSnapshotIdentifier();
    }

    boolean isAvailable(Instant now) {
        return !now.isBefore(available);
    }

    DBSnapshot view(Instant now) {
        boolean done = isAvailable(now);
        return snapshot.copy(
                copy -> copy.status(done ? "available" : "creating").percentProgress(done ? 100 : 0));
    }

    DbSnapshot sharedWith(Set<String> accounts) {
        return new DbSnapshot(snapshot, available, accounts);
    }

    /** The accounts in a stable order. */
    TreeSet<String> sortedShares() {
        return new TreeSet<>(sharedWith);
    }

    boolean isUsableBy(String owner, String account) {
        return owner.equals(account) || sharedWith.contains(account) || sharedWith.contains("all");
    }
}
