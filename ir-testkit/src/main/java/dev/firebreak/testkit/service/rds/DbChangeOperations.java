package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;

/**
 * Changes DB instances. What {@code ApplyImmediately} governs waits, without it, for the maintenance window, and with it takes
 * along what waited before; security groups, public access, password, deletion protection and the window itself do not wait
 * (Amazon RDS User Guide, "Settings for DB instances").
 */
final class DbChangeOperations {
    private static final Set<String> MODIFIABLE = Set.of("available", "stopped", "storage-optimization");

    private DbChangeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("ModifyDBInstance", ModifyDbInstanceRequest::builder, DbChangeOperations::modify)
                .on("StopDBInstance", StopDbInstanceRequest::builder, DbChangeOperations::stop)
                .on("StartDBInstance", StartDbInstanceRequest::builder, DbChangeOperations::start)
                .on("RebootDBInstance", RebootDbInstanceRequest::builder, DbChangeOperations::reboot);
    }

    private static ModifyDbInstanceResponse modify(Call call, ModifyDbInstanceRequest request) {
        DbInstance instance = DbInstances.find(call, request.dbInstanceIdentifier());
        DBInstance old = DbInstances.view(call, instance);
        if (!MODIFIABLE.contains(old.dbInstanceStatus())) {
            throw RdsErrors.instanceState("Database instance is not in available state.");
        }
        if (request.masterUserPassword() != null && request.masterUserPassword().length() < 8) {
            throw RdsErrors.value(
                    "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.");
        }
        DBInstance changed = changed(old, request);
        if (!request.vpcSecurityGroupIds().isEmpty()) {
            List<String> groups = DbNetwork.groups(call, request.vpcSecurityGroupIds(), old.dbSubnetGroup());
            changed = changed.copy(copy -> copy.vpcSecurityGroups(DbNetwork.memberships(groups, "active")));
            ManagedInterfaces.of(call.region()).setGroups(instance.interfaceId(), groups);
        }
        DbInstance moving = request.masterUserPassword() == null
                ? instance.to("modifying", changed, end(call))
                : instance.to("resetting-master-credentials", changed, end(call))
                        .passwordPending();
        return ModifyDbInstanceResponse.builder().dbInstance(put(call, moving)).build();
    }

    private static DBInstance changed(DBInstance old, ModifyDbInstanceRequest request) {
        boolean now = Boolean.TRUE.equals(request.applyImmediately());
        PendingModifiedValues changes = PendingChanges.with(old, request);
        String window = request.preferredMaintenanceWindow() == null
                ? old.preferredMaintenanceWindow()
                : DbInstances.window(request.preferredMaintenanceWindow());
        DBInstance changed = old.copy(copy -> copy.preferredMaintenanceWindow(window)
                .publiclyAccessible(Objects.requireNonNullElse(request.publiclyAccessible(), old.publiclyAccessible()))
                .deletionProtection(Objects.requireNonNullElse(request.deletionProtection(), old.deletionProtection()))
                .backupRetentionPeriod(
                        Objects.requireNonNullElse(request.backupRetentionPeriod(), old.backupRetentionPeriod())));
        return now ? PendingChanges.applied(changed, changes) : PendingChanges.waiting(changed, changes);
    }

    private static Instant end(Call call) {
        Duration time = RdsState.of(call).timing().change();
        return call.now().plus(time);
    }

    private static DBInstance put(Call call, DbInstance instance) {
        RdsState.of(call).instances().put(instance);
        return DbInstances.view(call, instance);
    }

    private static DbInstance in(Call call, String identifier, String status) {
        DbInstance instance = DbInstances.find(call, identifier);
        DBInstance view = DbInstances.view(call, instance);
        if (!view.dbInstanceStatus().equals(status)) {
            throw RdsErrors.instanceState("Instance %s is not in %s state.", instance.id(), status);
        }
        return instance;
    }

    private static StopDbInstanceResponse stop(Call call, StopDbInstanceRequest request) {
        DbInstance instance = in(call, request.dbInstanceIdentifier(), "available");
        DBInstance view = DbInstances.view(call, instance);
        if (view.dbClusterIdentifier() != null) {
            throw RdsErrors.instanceState("Cannot stop or start instance %s: it is part of a cluster", instance.id());
        }
        if (request.dbSnapshotIdentifier() != null) {
            DbSnapshotOperations.make(call, view, request.dbSnapshotIdentifier(), "manual");
        }
        DbInstance moving = instance.to("stopping", view.copy(copy -> copy.dbInstanceStatus("stopped")), end(call));
        return StopDbInstanceResponse.builder().dbInstance(put(call, moving)).build();
    }

    private static StartDbInstanceResponse start(Call call, StartDbInstanceRequest request) {
        DbInstance instance = in(call, request.dbInstanceIdentifier(), "stopped");
        DBInstance running = DbInstances.view(call, instance).copy(copy -> copy.dbInstanceStatus("available"));
        return StartDbInstanceResponse.builder()
                .dbInstance(put(call, instance.to("starting", running, end(call))))
                .build();
    }

    private static RebootDbInstanceResponse reboot(Call call, RebootDbInstanceRequest request) {
        DbInstance instance = in(call, request.dbInstanceIdentifier(), "available");
        return RebootDbInstanceResponse.builder()
                .dbInstance(put(call, instance.to("rebooting", DbInstances.view(call, instance), end(call))))
                .build();
    }
}
