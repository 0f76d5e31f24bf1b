package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.Operations;

/** The operations of EC2 on volumes and snapshots. */
public final class StorageOperations {
    private StorageOperations() {}

    /** Adds them all. */
    public static void addTo(Operations operations) {
        VolumeOperations.addTo(operations);
        VolumeModificationOperations.addTo(operations);
        VolumeStatusOperations.addTo(operations);
        SnapshotOperations.addTo(operations);
        SnapshotCopies.addTo(operations);
        SnapshotSharingOperations.addTo(operations);
        SnapshotLockOperations.addTo(operations);
        EbsDefaultOperations.addTo(operations);
    }
}
