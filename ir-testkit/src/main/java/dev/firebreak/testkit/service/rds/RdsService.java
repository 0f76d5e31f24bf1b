package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake RDS. */
public final class RdsService implements FakeService {
    private final Operations operations = Operations.lazily(RdsService::addAll);

    /** The service; all its state lies in the world. */
    public RdsService() {}

    private static void addAll(Operations operations) {
        DbInstanceOperations.addTo(operations);
        DbChangeOperations.addTo(operations);
        DbSnapshotOperations.addTo(operations);
        SnapshotShareOperations.addTo(operations);
        DbClusterOperations.addTo(operations);
        ClusterSnapshotOperations.addTo(operations);
        ClusterSnapshotShares.addTo(operations);
        SubnetGroupOperations.addTo(operations);
        ExportOperations.addTo(operations);
        RdsTags.addTo(operations);
    }

    @Override
    public String signingName() {
        return "rds";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
