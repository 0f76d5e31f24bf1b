package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Filter;

/** Makes DB instances, reads and deletes them. */
final class DbInstanceOperations {
    private DbInstanceOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateDBInstance", CreateDbInstanceRequest::builder, DbInstanceOperations::create)
                .on("DescribeDBInstances", DescribeDbInstancesRequest::builder, DbInstanceOperations::describe)
                .on("DeleteDBInstance", DeleteDbInstanceRequest::builder, DbInstanceOperations::delete);
    }

    private static CreateDbInstanceResponse create(Call call, CreateDbInstanceRequest request) {
        check(request);
        DBSubnetGroup subnets = DbNetwork.group(call, request.dbSubnetGroupName());
        List<String> groups = DbNetwork.groups(call, request.vpcSecurityGroupIds(), subnets);
        boolean encrypted = Boolean.TRUE.equals(request.storageEncrypted());
        DBInstance wanted = DBInstance.builder()
                .dbInstanceIdentifier(DbInstances.name(request.dbInstanceIdentifier()))
                .dbInstanceClass(request.dbInstanceClass())
                .engine(request.engine())
                .engineVersion(Objects.requireNonNullElse(request.engineVersion(), "16.4"))
                .masterUsername(request.masterUsername())
                .dbName(request.dbName())
                .allocatedStorage(Objects.requireNonNullElse(request.allocatedStorage(), 20))
                .dbSubnetGroup(subnets)
                .vpcSecurityGroups(DbNetwork.memberships(groups, "active"))
                .publiclyAccessible(Boolean.TRUE.equals(request.publiclyAccessible()))
                .multiAZ(Boolean.TRUE.equals(request.multiAZ()))
                .storageEncrypted(encrypted)
                .kmsKeyId(encrypted ? DbInstances.key(call, request.kmsKeyId()) : null)
                .backupRetentionPeriod(Objects.requireNonNullElse(request.backupRetentionPeriod(), 1))
                .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
                .preferredMaintenanceWindow(DbInstances.window(request.preferredMaintenanceWindow()))
                .storageType(Objects.requireNonNullElse(request.storageType(), "gp2"))
                .iops(request.iops())
                .dbClusterIdentifier(request.dbClusterIdentifier())
                .build();
        return CreateDbInstanceResponse.builder()
                .dbInstance(DbInstances.make(call, wanted, request.tags()))
                .build();
    }

    private static void check(CreateDbInstanceRequest request) {
        if (request.dbInstanceIdentifier() == null) {
            throw RdsErrors.missing("DBInstanceIdentifier");
        }
        if (request.engine() == null) {
            throw RdsErrors.missing("Engine");
        }
        boolean inCluster = request.dbClusterIdentifier() != null;
        if (!inCluster && (request.masterUsername() == null || request.masterUserPassword() == null)) {
            throw RdsErrors.value("Invalid master user name or password");
        }
        if (!inCluster && request.masterUserPassword().length() < 8) {
            throw RdsErrors.value(
                    "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.");
        }
    }

    private static DescribeDbInstancesResponse describe(Call call, DescribeDbInstancesRequest request) {
        List<DBInstance> found = request.dbInstanceIdentifier() == null
                ? RdsState.of(call).instances().all().stream()
                        .map(instance -> DbInstances.view(call, instance))
                        .toList()
                : List.of(DbInstances.view(call, DbInstances.find(call, request.dbInstanceIdentifier())));
        List<DBInstance> selected = found.stream()
                .filter(instance -> request.filters().stream().allMatch(filter -> matches(instance, filter)))
                .toList();
        var page = RdsPage.of(selected, request.maxRecords(), request.marker());
        return DescribeDbInstancesResponse.builder()
                .dbInstances(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static boolean matches(DBInstance instance, Filter filter) {
        return switch (filter.name()) {
            case "db-instance-id" ->
                filter.values().contains(instance.dbInstanceIdentifier())
                        || filter.values().contains(instance.dbInstanceArn());
            case "db-cluster-id" -> filter.values().contains(String.valueOf(instance.dbClusterIdentifier()));
            case "engine" -> filter.values().contains(instance.engine());
            case "dbi-resource-id" -> filter.values().contains(instance.dbiResourceId());
            default -> throw RdsErrors.value("Unrecognized filter name: %s", filter.name());
        };
    }

    private static DeleteDbInstanceResponse delete(Call call, DeleteDbInstanceRequest request) {
        DbInstance instance = DbInstances.find(call, request.dbInstanceIdentifier());
        DBInstance view = DbInstances.view(call, instance);
        boolean skip = Boolean.TRUE.equals(request.skipFinalSnapshot());
        if (Boolean.TRUE.equals(view.deletionProtection())) {
            throw RdsErrors.combination(
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        if (!skip && request.finalDBSnapshotIdentifier() == null && view.dbClusterIdentifier() == null) {
            throw RdsErrors.combination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        if (view.dbInstanceStatus().equals("deleting")
                || view.dbInstanceStatus().equals("creating")) {
            throw RdsErrors.instanceState("Instance %s is currently %s", instance.id(), view.dbInstanceStatus());
        }
        if (!skip && request.finalDBSnapshotIdentifier() != null) {
            DbSnapshotOperations.make(call, view, request.finalDBSnapshotIdentifier(), "manual");
        }
        Instant gone = call.now().plus(RdsState.of(call).timing().delete());
        DbInstance going = instance.to("deleting", null, gone);
        RdsState.of(call).instances().put(going);
        ManagedInterfaces.of(call.region()).remove(instance.interfaceId());
        return DeleteDbInstanceResponse.builder().dbInstance(going.before()).build();
    }
}
