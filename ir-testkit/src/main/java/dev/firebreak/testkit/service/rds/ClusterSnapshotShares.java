package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshotAttributesResult;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterSnapshotAttributeResponse;

/** Who may restore a snapshot of a DB cluster; the rules are those of snapshots of instances. */
final class ClusterSnapshotShares {
    private ClusterSnapshotShares() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "ModifyDBClusterSnapshotAttribute",
                        ModifyDbClusterSnapshotAttributeRequest::builder,
                        ClusterSnapshotShares::modify)
                .on(
                        "DescribeDBClusterSnapshotAttributes",
                        DescribeDbClusterSnapshotAttributesRequest::builder,
                        ClusterSnapshotShares::describe);
    }

    private static ModifyDbClusterSnapshotAttributeResponse modify(
            Call call, ModifyDbClusterSnapshotAttributeRequest request) {
        DbClusterSnapshot snapshot = ClusterSnapshotOperations.find(call, request.dbClusterSnapshotIdentifier());
        if (!"restore".equals(request.attributeName())) {
            throw RdsErrors.value("Invalid attribute name: %s", request.attributeName());
        }
        if (!snapshot.view(call.now()).status().equals("available")) {
            throw state("The snapshot " + snapshot.id() + " cannot be shared: it is not available");
        }
        SharedAccounts.check(request.valuesToAdd());
        if (!request.valuesToAdd().isEmpty()) {
            checkEncryption(call, snapshot, request.valuesToAdd().contains("all"));
        }
        var accounts = SharedAccounts.changed(snapshot.sharedWith(), request.valuesToAdd(), request.valuesToRemove());
        DbClusterSnapshot shared = snapshot.sharedWith(accounts);
        RdsState.of(call).clusterSnapshots().put(shared);
        return ModifyDbClusterSnapshotAttributeResponse.builder()
                .dbClusterSnapshotAttributesResult(view(shared))
                .build();
    }

    private static void checkEncryption(Call call, DbClusterSnapshot snapshot, boolean everyone) {
        if (!Boolean.TRUE.equals(snapshot.snapshot().storageEncrypted())) {
            return;
        }
        if (everyone) {
            throw state("Encrypted snapshots can't be shared as public");
        }
        if (RdsState.of(call).defaultKey().equals(snapshot.snapshot().kmsKeyId())) {
            throw state("Snapshots encrypted with the default RDS key can't be shared");
        }
    }

    private static AwsError state(String message) {
        return new AwsError("InvalidDBClusterSnapshotStateFault", 400, message);
    }

    private static DescribeDbClusterSnapshotAttributesResponse describe(
            Call call, DescribeDbClusterSnapshotAttributesRequest request) {
        return DescribeDbClusterSnapshotAttributesResponse.builder()
                .dbClusterSnapshotAttributesResult(
                        view(ClusterSnapshotOperations.find(call, request.dbClusterSnapshotIdentifier())))
                .build();
    }

    private static DBClusterSnapshotAttributesResult view(DbClusterSnapshot snapshot) {
        return DBClusterSnapshotAttributesResult.builder()
                .dbClusterSnapshotIdentifier(snapshot.id())
                .dbClusterSnapshotAttributes(DBClusterSnapshotAttribute.builder()
                        .attributeName("restore")
                        .attributeValues(new TreeSet<>(snapshot.sharedWith()))
                        .build())
                .build();
    }
}
