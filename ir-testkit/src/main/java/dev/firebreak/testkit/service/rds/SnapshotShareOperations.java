package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttributesResult;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeResponse;

/**
 * Who may restore a snapshot. One that is encrypted cannot be public, and one that is encrypted with AWS's own key cannot be
 * shared at all (Amazon RDS User Guide, "Sharing encrypted snapshots").
 */
final class SnapshotShareOperations {
    private SnapshotShareOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "ModifyDBSnapshotAttribute",
                        ModifyDbSnapshotAttributeRequest::builder,
                        SnapshotShareOperations::modify)
                .on(
                        "DescribeDBSnapshotAttributes",
                        DescribeDbSnapshotAttributesRequest::builder,
                        SnapshotShareOperations::describe);
    }

    private static ModifyDbSnapshotAttributeResponse modify(Call call, ModifyDbSnapshotAttributeRequest request) {
        DbSnapshot snapshot = DbSnapshotOperations.own(call, request.dbSnapshotIdentifier());
        if (!"restore".equals(request.attributeName())) {
            throw RdsErrors.value("Invalid attribute name: %s", request.attributeName());
        }
        if (!snapshot.snapshot().snapshotType().equals("manual") || !snapshot.isAvailable(call.now())) {
            throw RdsErrors.snapshotState(
                    "The snapshot %s cannot be shared: it must be a manual snapshot that is available", snapshot.id());
        }
        if (!request.valuesToAdd().isEmpty()) {
            checkEncryption(call, snapshot, request.valuesToAdd().contains("all"));
        }
        SharedAccounts.check(request.valuesToAdd());
        var accounts = SharedAccounts.changed(snapshot.sharedWith(), request.valuesToAdd(), request.valuesToRemove());
        DbSnapshot shared = snapshot.sharedWith(accounts);
        RdsState.of(call).snapshots().put(shared);
        return ModifyDbSnapshotAttributeResponse.builder()
                .dbSnapshotAttributesResult(view(shared))
                .build();
    }

    private static void checkEncryption(Call call, DbSnapshot snapshot, boolean everyone) {
        if (!Boolean.TRUE.equals(snapshot.snapshot().encrypted())) {
            return;
        }
        if (everyone) {
            throw RdsErrors.snapshotState("Encrypted snapshots can't be shared as public");
        }
        if (RdsState.of(call).defaultKey().equals(snapshot.snapshot().kmsKeyId())) {
            throw RdsErrors.snapshotState("Snapshots encrypted with the default RDS key can't be shared");
        }
    }

    private static DescribeDbSnapshotAttributesResponse describe(
            Call call, DescribeDbSnapshotAttributesRequest request) {
        return DescribeDbSnapshotAttributesResponse.builder()
                .dbSnapshotAttributesResult(view(DbSnapshotOperations.own(call, request.dbSnapshotIdentifier())))
                .build();
    }

    private static DBSnapshotAttributesResult view(DbSnapshot snapshot) {
        return DBSnapshotAttributesResult.builder()
                .dbSnapshotIdentifier(snapshot.id())
                .dbSnapshotAttributes(DBSnapshotAttribute.builder()
                        .attributeName("restore")
                        .attributeValues(snapshot.sortedShares())
                        .build())
                .build();
    }
}
