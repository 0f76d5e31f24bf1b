package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;

/** Snapshots of DB instances: made, copied, deleted and restored. */
final class DbSnapshotOperations {
    private DbSnapshotOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateDBSnapshot", CreateDbSnapshotRequest::builder, DbSnapshotOperations::create)
                .on("DescribeDBSnapshots", DescribeDbSnapshotsRequest::builder, DbSnapshotOperations::describe)
                .on("DeleteDBSnapshot", DeleteDbSnapshotRequest::builder, DbSnapshotOperations::delete)
                .on("CopyDBSnapshot", CopyDbSnapshotRequest::builder, DbSnapshotOperations::copy)
                .on(
                        "RestoreDBInstanceFromDBSnapshot",
                        RestoreDbInstanceFromDbSnapshotRequest::builder,
                        DbSnapshotOperations::restore);
    }

    private static CreateDbSnapshotResponse create(Call call, CreateDbSnapshotRequest request) {
        DBInstance instance = DbInstances.view(call, DbInstances.find(call, request.dbInstanceIdentifier()));
        if (!Set.of("available", "stopped").contains(instance.dbInstanceStatus())) {
            throw RdsErrors.instanceState(
                    "Cannot create a snapshot because the database instance %s is not currently in the available state.",
                    instance.dbInstanceIdentifier());
        }
        DBSnapshot made = make(call, instance, request.dbSnapshotIdentifier(), "manual");
        RdsTags.put(call, made.dbSnapshotArn(), request.tags());
        return CreateDbSnapshotResponse.builder().dbSnapshot(made).build();
    }

    /** Makes a snapshot, which is available some time later. */
    static DBSnapshot make(Call call, DBInstance instance, String identifier, String type) {
        DBSnapshot snapshot = DBSnapshot.builder()
                .dbInstanceIdentifier(instance.dbInstanceIdentifier())
                .dbiResourceId(instance.dbiResourceId())
                .engine(instance.engine())
                .engineVersion(instance.engineVersion())
                .masterUsername(instance.masterUsername())
                .allocatedStorage(instance.allocatedStorage())
                .vpcId(instance.dbSubnetGroup().vpcId())
                .availabilityZone(instance.availabilityZone())
                .instanceCreateTime(instance.instanceCreateTime())
                .encrypted(instance.storageEncrypted())
                .kmsKeyId(instance.kmsKeyId())
                .snapshotType(type)
                .port(instance.endpoint() == null ? null : instance.endpoint().port())
                .build();
        return put(call, snapshot, identifier);
    }

    private static DBSnapshot put(Call call, DBSnapshot snapshot, String identifier) {
        String id = name(identifier);
        RdsState state = RdsState.of(call);
        if (state.snapshots().contains(id)) {
            throw AwsError.of(
                    "DBSnapshotAlreadyExists",
                    "Cannot create the snapshot because a snapshot with the identifier %s already exists.",
                    id);
        }
        DBSnapshot named = snapshot.copy(copy -> copy.dbSnapshotIdentifier(id)
                .dbSnapshotArn(RdsState.arn(call, "snapshot", id))
                .snapshotCreateTime(call.now())
                .originalSnapshotCreateTime(call.now()));
        var row = new DbSnapshot(named, call.now().plus(state.timing().snapshot()), Set.of());
        state.snapshots().put(row);
        return row.view(call.now());
    }

    private static String name(String identifier) {
        String id = identifier.toLowerCase(Locale.ROOT);
        if (!id.matches("[a-z](-?[a-z0-9]){0,254}")) {
            throw RdsErrors.value(
                    "The parameter DBSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter;"
                            + " must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain"
                            + " two consecutive hyphens.");
        }
        return id;
    }

    /** A snapshot of the caller's own. */
    static DbSnapshot own(Call call, @Nullable String identifier) {
        String id = Objects.requireNonNullElse(identifier, "");
        String name = id.startsWith("arn:") ? id.substring(id.indexOf(":snapshot:") + ":snapshot:".length()) : id;
        return RdsState.of(call)
                .snapshots()
                .find(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> RdsErrors.noSnapshot(id));
    }

    /** A snapshot that the caller may copy and restore: an own one, or, by its ARN, one that is shared. */
    static DbSnapshot usable(Call call, String identifier) {
        String[] arn = identifier.split(":", 7);
        boolean foreign = arn.length == 7 && !arn[4].equals(call.account().id());
        if (!foreign) {
            return own(call, identifier);
        }
        return Optional.ofNullable(call.world().accounts().get(arn[4]))
                .map(account -> RdsState.of(account.region(arn[3])))
                .flatMap(state -> state.snapshots().find(arn[6]))
                .filter(snapshot -> snapshot.isUsableBy(arn[4], call.account().id()))
                .orElseThrow(() -> RdsErrors.noSnapshot(identifier));
    }

    private static DescribeDbSnapshotsResponse describe(Call call, DescribeDbSnapshotsRequest request) {
        List<DbSnapshot> all = request.dbSnapshotIdentifier() == null
                ? List.copyOf(RdsState.of(call).snapshots().all())
                : List.of(own(call, request.dbSnapshotIdentifier()));
        List<DBSnapshot> found = all.stream()
                .map(snapshot -> snapshot.view(call.now()))
                .filter(snapshot -> request.dbInstanceIdentifier() == null
                        || request.dbInstanceIdentifier().equals(snapshot.dbInstanceIdentifier()))
                .filter(snapshot ->
                        request.snapshotType() == null || request.snapshotType().equals(snapshot.snapshotType()))
                .map(snapshot -> snapshot.copy(copy -> copy.tagList(RdsTags.of(call, snapshot.dbSnapshotArn()))))
                .toList();
        var page = RdsPage.of(found, request.maxRecords(), request.marker());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static DeleteDbSnapshotResponse delete(Call call, DeleteDbSnapshotRequest request) {
        DbSnapshot snapshot = own(call, request.dbSnapshotIdentifier());
        if (!snapshot.isAvailable(call.now())) {
            throw RdsErrors.snapshotState(
                    "Cannot delete the snapshot because it is not currently in the available state.");
        }
        RdsState.of(call).snapshots().remove(snapshot.id());
        DBSnapshot gone = snapshot.view(call.now()).copy(copy -> copy.status("deleted"));
        return DeleteDbSnapshotResponse.builder().dbSnapshot(gone).build();
    }

    private static CopyDbSnapshotResponse copy(Call call, CopyDbSnapshotRequest request) {
        DbSnapshot source = usable(call, request.sourceDBSnapshotIdentifier());
        if (!source.isAvailable(call.now())) {
            throw RdsErrors.snapshotState("The source snapshot %s is not in the available state.", source.id());
        }
        boolean foreign = !source.snapshot()
                .dbSnapshotArn()
                .startsWith("arn:aws:rds:" + call.region().name() + ":"
                        + call.account().id());
        if (foreign && Boolean.TRUE.equals(source.snapshot().encrypted()) && request.kmsKeyId() == null) {
            throw RdsErrors.value(
                    "KmsKeyId is required to copy an encrypted snapshot that is shared or in another Region");
        }
        boolean encrypted = Boolean.TRUE.equals(source.snapshot().encrypted()) || request.kmsKeyId() != null;
        String key =
                request.kmsKeyId() == null ? source.snapshot().kmsKeyId() : DbInstances.key(call, request.kmsKeyId());
        DBSnapshot copied = put(
                call,
                source.snapshot()
                        .copy(copy -> copy.snapshotType("manual")
                                .encrypted(encrypted)
                                .kmsKeyId(key)
                                .sourceDBSnapshotIdentifier(source.snapshot().dbSnapshotArn())),
                request.targetDBSnapshotIdentifier());
        RdsTags.put(call, copied.dbSnapshotArn(), request.tags());
        return CopyDbSnapshotResponse.builder().dbSnapshot(copied).build();
    }

    private static RestoreDbInstanceFromDbSnapshotResponse restore(
            Call call, RestoreDbInstanceFromDbSnapshotRequest request) {
        DbSnapshot source = usable(call, request.dbSnapshotIdentifier());
        if (!source.isAvailable(call.now())) {
            throw RdsErrors.snapshotState("The snapshot %s is not in the available state.", source.id());
        }
        var subnets = DbNetwork.group(call, request.dbSubnetGroupName());
        List<String> groups = DbNetwork.groups(call, request.vpcSecurityGroupIds(), subnets);
        DBSnapshot snapshot = source.snapshot();
        DBInstance wanted = DBInstance.builder()
                .dbInstanceIdentifier(DbInstances.name(request.dbInstanceIdentifier()))
                .dbInstanceClass(Objects.requireNonNullElse(request.dbInstanceClass(), "db.m6g.large"))
                .engine(snapshot.engine())
                .engineVersion(snapshot.engineVersion())
                .masterUsername(snapshot.masterUsername())
                .allocatedStorage(snapshot.allocatedStorage())
                .dbSubnetGroup(subnets)
                .vpcSecurityGroups(DbNetwork.memberships(groups, "active"))
                .publiclyAccessible(Boolean.TRUE.equals(request.publiclyAccessible()))
                .multiAZ(Boolean.TRUE.equals(request.multiAZ()))
                .storageEncrypted(snapshot.encrypted())
                .kmsKeyId(snapshot.kmsKeyId())
                .backupRetentionPeriod(1)
                .preferredMaintenanceWindow(MaintenanceWindow.USUAL)
                .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
                .build();
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(DbInstances.make(call, wanted, request.tags()))
                .build();
    }
}
