package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;

/** Snapshots of DB clusters. */
final class ClusterSnapshotOperations {
    private ClusterSnapshotOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateDBClusterSnapshot",
                        CreateDbClusterSnapshotRequest::builder,
                        ClusterSnapshotOperations::create)
                .on(
                        "DescribeDBClusterSnapshots",
                        DescribeDbClusterSnapshotsRequest::builder,
                        ClusterSnapshotOperations::describe)
                .on(
                        "DeleteDBClusterSnapshot",
                        DeleteDbClusterSnapshotRequest::builder,
                        ClusterSnapshotOperations::delete);
    }

    private static CreateDbClusterSnapshotResponse create(Call call, CreateDbClusterSnapshotRequest request) {
        DBCluster cluster =
                DbClusterOperations.view(call, DbClusterOperations.find(call, request.dbClusterIdentifier()));
        if (!cluster.status().equals("available")) {
            throw AwsError.of(
                    "InvalidDBClusterStateFault",
                    "DbCluster %s is in %s state.",
                    request.dbClusterIdentifier(),
                    cluster.status());
        }
        DBClusterSnapshot made = make(call, cluster, request.dbClusterSnapshotIdentifier());
        RdsTags.put(call, made.dbClusterSnapshotArn(), request.tags());
        return CreateDbClusterSnapshotResponse.builder().dbClusterSnapshot(made).build();
    }

    static DBClusterSnapshot make(Call call, DBCluster cluster, String identifier) {
        RdsState state = RdsState.of(call);
        String id = identifier.toLowerCase(Locale.ROOT);
        if (state.clusterSnapshots().contains(id)) {
            throw AwsError.of("DBClusterSnapshotAlreadyExistsFault", "DB Cluster Snapshot already exists");
        }
        DBClusterSnapshot snapshot = DBClusterSnapshot.builder()
                .dbClusterSnapshotIdentifier(id)
                .dbClusterSnapshotArn(RdsState.arn(call, "cluster-snapshot", id))
                .dbClusterIdentifier(cluster.dbClusterIdentifier())
                .engine(cluster.engine())
                .engineVersion(cluster.engineVersion())
                .masterUsername(cluster.masterUsername())
                .storageEncrypted(cluster.storageEncrypted())
                .kmsKeyId(cluster.kmsKeyId())
                .snapshotType("manual")
                .snapshotCreateTime(call.now())
                .build();
        var row = new DbClusterSnapshot(snapshot, call.now().plus(state.timing().snapshot()), Set.of());
        state.clusterSnapshots().put(row);
        return row.view(call.now());
    }

    static DbClusterSnapshot find(Call call, String id) {
        String name = id.substring(id.lastIndexOf(':') + 1);
        return RdsState.of(call)
                .clusterSnapshots()
                .find(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> missing(id));
    }

    private static AwsError missing(String id) {
        return new AwsError("DBClusterSnapshotNotFoundFault", 404, "DBClusterSnapshot " + id + " not found.");
    }

    /** A snapshot that the caller may see: an own one, or, by its ARN, one that is shared. */
    private static DbClusterSnapshot visible(Call call, String id) {
        String[] arn = id.split(":", 7);
        if (arn.length < 7 || arn[4].equals(call.account().id())) {
            return find(call, id);
        }
        return Optional.ofNullable(call.world().accounts().get(arn[4]))
                .map(account -> RdsState.of(account.region(arn[3])))
                .flatMap(state -> state.clusterSnapshots().find(arn[6]))
                .filter(snapshot -> isSharedWith(snapshot, call))
                .orElseThrow(() -> missing(id));
    }

    private static boolean isSharedWith(DbClusterSnapshot snapshot, Call call) {
        return Stream.of(call.account().id(), "all").anyMatch(snapshot.sharedWith()::contains);
    }

    private static DescribeDbClusterSnapshotsResponse describe(Call call, DescribeDbClusterSnapshotsRequest request) {
        List<DbClusterSnapshot> all = request.dbClusterSnapshotIdentifier() == null
                ? List.copyOf(RdsState.of(call).clusterSnapshots().all())
                : List.of(visible(call, request.dbClusterSnapshotIdentifier()));
        List<DBClusterSnapshot> found = all.stream()
                .map(snapshot -> snapshot.view(call.now()))
                .filter(snapshot -> request.dbClusterIdentifier() == null
                        || request.dbClusterIdentifier().equals(snapshot.dbClusterIdentifier()))
                .toList();
        var page = RdsPage.of(found, request.maxRecords(), request.marker());
        return DescribeDbClusterSnapshotsResponse.builder()
                .dbClusterSnapshots(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static DeleteDbClusterSnapshotResponse delete(Call call, DeleteDbClusterSnapshotRequest request) {
        DbClusterSnapshot snapshot = find(call, request.dbClusterSnapshotIdentifier());
        RdsState.of(call).clusterSnapshots().remove(snapshot.id());
        return DeleteDbClusterSnapshotResponse.builder()
                .dbClusterSnapshot(snapshot.view(call.now()))
                .build();
    }
}
