package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterResponse;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterResponse;
import software.amazon.awssdk.services.rds.model.StartDbClusterRequest;
import software.amazon.awssdk.services.rds.model.StartDbClusterResponse;
import software.amazon.awssdk.services.rds.model.StopDbClusterRequest;
import software.amazon.awssdk.services.rds.model.StopDbClusterResponse;

/** DB clusters. */
final class DbClusterOperations {
    private DbClusterOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateDBCluster", CreateDbClusterRequest::builder, DbClusterOperations::create)
                .on("DescribeDBClusters", DescribeDbClustersRequest::builder, DbClusterOperations::describe)
                .on("ModifyDBCluster", ModifyDbClusterRequest::builder, DbClusterOperations::modify)
                .on("StopDBCluster", StopDbClusterRequest::builder, DbClusterOperations::stop)
                .on("StartDBCluster", StartDbClusterRequest::builder, DbClusterOperations::start)
                .on("DeleteDBCluster", DeleteDbClusterRequest::builder, DbClusterOperations::delete);
    }

    static DbCluster find(Call call, String identifier) {
        String id = identifier.substring(identifier.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
        return RdsState.of(call).clusters().find(id).orElseThrow(() -> RdsErrors.noCluster(identifier));
    }

    static DBCluster view(Call call, DbCluster cluster) {
        return cluster.view(call.now()).orElseThrow(() -> RdsErrors.noCluster(cluster.id()));
    }

    private static CreateDbClusterResponse create(Call call, CreateDbClusterRequest request) {
        RdsState state = RdsState.of(call);
        String id = request.dbClusterIdentifier().toLowerCase(Locale.ROOT);
        if (state.clusters().contains(id)) {
            throw AwsError.of("DBClusterAlreadyExistsFault", "DB Cluster already exists");
        }
        DBSubnetGroup subnets = DbNetwork.group(call, request.dbSubnetGroupName());
        boolean encrypted = Boolean.TRUE.equals(request.storageEncrypted());
        DBCluster available = DBCluster.builder()
                .dbClusterIdentifier(id)
                .dbClusterArn(RdsState.arn(call, "cluster", id))
                .engine(request.engine())
                .engineVersion(Objects.requireNonNullElse(request.engineVersion(), "16.4"))
                .masterUsername(request.masterUsername())
                .dbSubnetGroup(subnets.dbSubnetGroupName())
                .vpcSecurityGroups(
                        DbNetwork.memberships(DbNetwork.groups(call, request.vpcSecurityGroupIds(), subnets), "active"))
                .storageEncrypted(encrypted)
                .kmsKeyId(encrypted ? DbInstances.key(call, request.kmsKeyId()) : null)
                .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
                .endpoint(id + ".cluster-" + call.world().ids().hex(12) + "."
                        + call.region().name() + ".rds.amazonaws.com")
                .clusterCreateTime(call.now())
                .status("available")
                .build();
        Instant done = call.now().plus(state.timing().create());
        var cluster = new DbCluster(available.copy(copy -> copy.status("creating")), available, done);
        state.clusters().put(cluster);
        RdsTags.put(call, available.dbClusterArn(), request.tags());
        return CreateDbClusterResponse.builder().dbCluster(view(call, cluster)).build();
    }

    private static DescribeDbClustersResponse describe(Call call, DescribeDbClustersRequest request) {
        List<DbCluster> found = request.dbClusterIdentifier() == null
                ? List.copyOf(RdsState.of(call).clusters().all())
                : List.of(find(call, request.dbClusterIdentifier()));
        var page = RdsPage.of(found, request.maxRecords(), request.marker());
        return DescribeDbClustersResponse.builder()
                .dbClusters(page.items().stream()
                        .map(cluster -> view(call, cluster))
                        .toList())
                .marker(page.nextToken())
                .build();
    }

    private static DBCluster move(Call call, DbCluster cluster, String through, @Nullable DBCluster target) {
        var timing = RdsState.of(call).timing();
        DbCluster moving =
                cluster.to(through, target, call.now().plus(target == null ? timing.delete() : timing.change()));
        RdsState.of(call).clusters().put(moving);
        return moving.before();
    }

    private static DBCluster in(Call call, DbCluster cluster, String status) {
        DBCluster view = view(call, cluster);
        if (!view.status().equals(status)) {
            throw AwsError.of(
                    "InvalidDBClusterStateFault",
                    "DbCluster %s is in %s state but expected it to be one of %s.",
                    cluster.id(),
                    view.status(),
                    status);
        }
        return view;
    }

    private static ModifyDbClusterResponse modify(Call call, ModifyDbClusterRequest request) {
        DbCluster cluster = find(call, request.dbClusterIdentifier());
        DBCluster old = in(call, cluster, "available");
        DBCluster changed = old.copy(copy -> {
            copy.deletionProtection(Objects.requireNonNullElse(request.deletionProtection(), old.deletionProtection()));
            if (!request.vpcSecurityGroupIds().isEmpty()) {
                List<String> groups = DbNetwork.groups(
                        call, request.vpcSecurityGroupIds(), DbNetwork.group(call, old.dbSubnetGroup()));
                copy.vpcSecurityGroups(DbNetwork.memberships(groups, "active"));
            }
        });
        return ModifyDbClusterResponse.builder()
                .dbCluster(move(call, cluster, "modifying", changed))
                .build();
    }

    private static StopDbClusterResponse stop(Call call, StopDbClusterRequest request) {
        DbCluster cluster = find(call, request.dbClusterIdentifier());
        DBCluster stopped = in(call, cluster, "available").copy(copy -> copy.status("stopped"));
        return StopDbClusterResponse.builder()
                .dbCluster(move(call, cluster, "stopping", stopped))
                .build();
    }

    private static StartDbClusterResponse start(Call call, StartDbClusterRequest request) {
        DbCluster cluster = find(call, request.dbClusterIdentifier());
        DBCluster running = in(call, cluster, "stopped").copy(copy -> copy.status("available"));
        return StartDbClusterResponse.builder()
                .dbCluster(move(call, cluster, "starting", running))
                .build();
    }

    private static DeleteDbClusterResponse delete(Call call, DeleteDbClusterRequest request) {
        DbCluster cluster = find(call, request.dbClusterIdentifier());
        DBCluster view = view(call, cluster);
        if (Boolean.TRUE.equals(view.deletionProtection())) {
            throw RdsErrors.combination(
                    "Cannot delete protected Cluster, please disable deletion protection and try again.");
        }
        boolean skip = Boolean.TRUE.equals(request.skipFinalSnapshot());
        if (!skip && request.finalDBSnapshotIdentifier() == null) {
            throw RdsErrors.combination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        boolean members = RdsState.of(call).instances().all().stream()
                .anyMatch(instance -> cluster.id().equals(instance.before().dbClusterIdentifier()));
        if (members) {
            throw AwsError.of(
                    "InvalidDBClusterStateFault",
                    "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
        }
        if (!skip) {
            ClusterSnapshotOperations.make(call, view, request.finalDBSnapshotIdentifier());
        }
        return DeleteDbClusterResponse.builder()
                .dbCluster(move(call, cluster, "deleting", null))
                .build();
    }
}
