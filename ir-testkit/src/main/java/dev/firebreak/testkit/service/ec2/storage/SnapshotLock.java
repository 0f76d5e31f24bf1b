package dev.firebreak.testkit.service.ec2.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * The lock of a snapshot.
 *
 * @param compliance whether it is in compliance mode, and not in governance mode
 * @param created when the snapshot was locked
 * @param starts when the duration began
 * @param expires when the lock ends
 * @param coolOff how many hours a lock in compliance mode could be changed; empty when it never could
 */
record SnapshotLock(boolean compliance, Instant created, Instant starts, Instant expires, Optional<Integer> coolOff) {
    boolean expired(Instant now) {
        return !now.isBefore(expires);
    }

    Optional<Instant> coolsUntil() {
        return coolOff.map(hours -> created.plusSeconds(hours * 3600L));
    }

    /** Whether nobody can shorten or undo the lock any more. */
    boolean fixed(Instant now) {
        return compliance && coolsUntil().map(until -> !now.isBefore(until)).orElse(true);
    }

    /** The state as the API gives it. */
    String state(Instant now) {
        if (expired(now)) {
            return "expired";
        }
        if (!compliance) {
            return "governance";
        }
        return fixed(now) ? "compliance" : "compliance-cooloff";
    }
}
