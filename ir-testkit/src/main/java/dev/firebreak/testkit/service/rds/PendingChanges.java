package dev.firebreak.testkit.service.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** What waits for the maintenance window of an instance. */
final class PendingChanges {
    private static final PendingModifiedValues NONE =
            PendingModifiedValues.builder().build();

    private PendingChanges() {}

    /** The pending changes of an instance and those that a request adds, without those that change nothing. */
    static PendingModifiedValues with(DBInstance old, ModifyDbInstanceRequest request) {
        PendingModifiedValues before = Objects.requireNonNullElse(old.pendingModifiedValues(), NONE);
        return PendingModifiedValues.builder()
                .dbInstanceClass(change(old.dbInstanceClass(), request.dbInstanceClass(), before.dbInstanceClass()))
                .allocatedStorage(change(old.allocatedStorage(), request.allocatedStorage(), before.allocatedStorage()))
                .engineVersion(change(old.engineVersion(), request.engineVersion(), before.engineVersion()))
                .multiAZ(change(old.multiAZ(), request.multiAZ(), before.multiAZ()))
                .storageType(change(old.storageType(), request.storageType(), before.storageType()))
                .iops(change(old.iops(), request.iops(), before.iops()))
                .build();
    }

    private static <T> @Nullable T change(@Nullable T old, @Nullable T asked, @Nullable T pending) {
        T wanted = asked == null ? pending : asked;
        return Objects.equals(old, wanted) ? null : wanted;
    }

    /** The instance with changes that wait. */
    static DBInstance waiting(DBInstance instance, PendingModifiedValues changes) {
        return instance.copy(copy -> copy.pendingModifiedValues(changes.equals(NONE) ? null : changes));
    }

    /** The instance with changes that wait no longer. */
    static DBInstance applied(DBInstance instance, PendingModifiedValues changes) {
        return instance.copy(copy -> copy.dbInstanceClass(
                        Objects.requireNonNullElse(changes.dbInstanceClass(), instance.dbInstanceClass()))
                .allocatedStorage(Objects.requireNonNullElse(changes.allocatedStorage(), instance.allocatedStorage()))
                .engineVersion(Objects.requireNonNullElse(changes.engineVersion(), instance.engineVersion()))
                .multiAZ(Objects.requireNonNullElse(changes.multiAZ(), instance.multiAZ()))
                .storageType(changes.storageType() == null ? instance.storageType() : changes.storageType())
                .iops(changes.iops() == null ? instance.iops() : changes.iops())
                .pendingModifiedValues((PendingModifiedValues) null));
    }

    /** The instance as its last maintenance window left it, if there was something to do in it. */
    static Optional<DbInstance> maintained(DbInstance instance, Instant now, Duration time) {
        DBInstance after = instance.after();
        if (after == null || after.pendingModifiedValues() == null || !"available".equals(after.dbInstanceStatus())) {
            return Optional.empty();
        }
        Instant start =
                MaintenanceWindow.parse(after.preferredMaintenanceWindow()).lastStart(now);
        return start.isBefore(instance.settles())
                ? Optional.empty()
                : Optional.of(
                        instance.to("modifying", applied(after, after.pendingModifiedValues()), start.plus(time)));
    }
}
