package dev.firebreak.testkit.service.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

class RdsMaintenanceCasesTest extends RdsCases {
    private static final String WINDOW = GUIDE + "USER_UpgradeDBInstance.Maintenance.html";
    private static final String APPLY = GUIDE + "USER_ModifyInstance.ApplyImmediately.html";

    @Test
    @AwsFact(value = "What is pending is applied in the next maintenance window", source = APPLY)
    void modifyDBInstance_pendingClass_isAppliedInTheWindow() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> request.preferredMaintenanceWindow("wed:04:00-wed:04:30"));
        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders").dbInstanceClass("db.m6g.large"));
        pass(2);

        goTo(DayOfWeek.WEDNESDAY, 3);
        DBInstance before = instance(rds, "orders");
        clock.advance(Duration.ofHours(1));
        DBInstance during = instance(rds, "orders");
        pass(5);
        DBInstance after = instance(rds, "orders");

        assertThat(before.dbInstanceClass()).isEqualTo("db.t3.micro");
        assertThat(before.dbInstanceStatus()).isEqualTo("available");
        assertThat(during.dbInstanceStatus()).isEqualTo("modifying");
        assertThat(after.dbInstanceClass()).isEqualTo("db.m6g.large");
        assertThat(after.dbInstanceStatus()).isEqualTo("available");
        assertThat(after.pendingModifiedValues()).isNull();
    }

    @Test
    @AwsFact(value = "What is applied immediately takes along what was pending", source = APPLY)
    void modifyDBInstance_applyImmediately_takesAlongWhatWaited() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders").dbInstanceClass("db.m6g.large"));
        pass(2);
        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders").allocatedStorage(50));
        pass(2);
        assertThat(instance(rds, "orders").pendingModifiedValues().dbInstanceClass())
                .isEqualTo("db.m6g.large");
        assertThat(instance(rds, "orders").pendingModifiedValues().allocatedStorage())
                .isEqualTo(50);

        rds.modifyDBInstance(
                change -> change.dbInstanceIdentifier("orders").multiAZ(true).applyImmediately(true));
        pass(2);

        DBInstance changed = instance(rds, "orders");
        assertThat(changed.pendingModifiedValues()).isNull();
        assertThat(changed.dbInstanceClass()).isEqualTo("db.m6g.large");
        assertThat(changed.allocatedStorage()).isEqualTo(50);
        assertThat(changed.multiAZ()).isTrue();
    }

    @Test
    @AwsFact(value = "A stopped instance is not maintained", source = GUIDE + "USER_StopInstance.html")
    void modifyDBInstance_pendingThenStopped_staysPending() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> request.preferredMaintenanceWindow("wed:04:00-wed:04:30"));
        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders").dbInstanceClass("db.m6g.large"));
        pass(2);
        rds.stopDBInstance(stop -> stop.dbInstanceIdentifier("orders"));

        goTo(DayOfWeek.WEDNESDAY, 5);

        assertThat(instance(rds, "orders").dbInstanceClass()).isEqualTo("db.t3.micro");
        assertThat(instance(rds, "orders").pendingModifiedValues().dbInstanceClass())
                .isEqualTo("db.m6g.large");
    }

    @Test
    @AwsFact(value = "A maintenance window is a range of at least 30 minutes in UTC", source = WINDOW)
    void modifyDBInstance_malformedWindow_isRefused() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});

        assertThat(Refused.by(() -> rds.modifyDBInstance(change ->
                        change.dbInstanceIdentifier("orders").preferredMaintenanceWindow("sunday 4 o'clock"))))
                .startsWith("InvalidParameterValue: Invalid maintenance window format");
        assertThat(Refused.by(() -> rds.modifyDBInstance(change ->
                        change.dbInstanceIdentifier("orders").preferredMaintenanceWindow("sun:23:50-mon:00:10"))))
                .startsWith("InvalidParameterValue");
        rds.modifyDBInstance(
                change -> change.dbInstanceIdentifier("orders").preferredMaintenanceWindow("Sun:23:45-Mon:00:15"));
        pass(2);
        assertThat(instance(rds, "orders").preferredMaintenanceWindow()).isEqualTo("sun:23:45-mon:00:15");
    }

    @Test
    @AwsFact(
            value = "A cluster snapshot is shared with accounts, which see it by its ARN",
            source = API + "API_ModifyDBClusterSnapshotAttribute.html")
    void modifyDBClusterSnapshotAttribute_account_maySeeTheSnapshot() {
        RdsClient rds = client(RdsClient.builder());
        String arn = clusterSnapshot(rds, false);
        RdsClient forensics = client(RdsClient.builder(), "210987654321");
        assertThat(Refused.by(
                        () -> forensics.describeDBClusterSnapshots(query -> query.dbClusterSnapshotIdentifier(arn))))
                .startsWith("DBClusterSnapshotNotFoundFault");

        var shared = rds.modifyDBClusterSnapshotAttribute(share -> share.dbClusterSnapshotIdentifier("evidence")
                .attributeName("restore")
                .valuesToAdd("210987654321"));

        assertThat(shared.dbClusterSnapshotAttributesResult()
                        .dbClusterSnapshotAttributes()
                        .get(0)
                        .attributeValues())
                .containsExactly("210987654321");
        assertThat(forensics
                        .describeDBClusterSnapshots(query -> query.dbClusterSnapshotIdentifier(arn))
                        .dbClusterSnapshots())
                .hasSize(1);
        rds.modifyDBClusterSnapshotAttribute(share -> share.dbClusterSnapshotIdentifier("evidence")
                .attributeName("restore")
                .valuesToRemove("210987654321"));
        assertThat(rds.describeDBClusterSnapshotAttributes(query -> query.dbClusterSnapshotIdentifier("evidence"))
                        .dbClusterSnapshotAttributesResult()
                        .dbClusterSnapshotAttributes()
                        .get(0)
                        .attributeValues())
                .isEmpty();
    }

    @Test
    @AwsFact(
            value = "A cluster snapshot that is encrypted with AWS's own key cannot be shared",
            source = GUIDE + "share-encrypted-snapshot.html")
    void modifyDBClusterSnapshotAttribute_defaultKey_isRefused() {
        RdsClient rds = client(RdsClient.builder());
        clusterSnapshot(rds, true);

        assertThat(Refused.by(() ->
                        rds.modifyDBClusterSnapshotAttribute(share -> share.dbClusterSnapshotIdentifier("evidence")
                                .attributeName("restore")
                                .valuesToAdd("210987654321"))))
                .startsWith("InvalidDBClusterSnapshotStateFault");
    }

    private String clusterSnapshot(RdsClient rds, boolean encrypted) {
        rds.createDBCluster(make -> make.dbClusterIdentifier("orders")
                .engine("aurora-postgresql")
                .masterUsername("admin1")
                .masterUserPassword("correct-horse")
                .storageEncrypted(encrypted));
        pass(6);
        String arn = rds.createDBClusterSnapshot(
                        make -> make.dbClusterIdentifier("orders").dbClusterSnapshotIdentifier("evidence"))
                .dbClusterSnapshot()
                .dbClusterSnapshotArn();
        pass(3);
        return arn;
    }

    private void goTo(DayOfWeek day, int hour) {
        Instant now = fake.world().now();
        Instant then = now.atOffset(ZoneOffset.UTC)
                .with(TemporalAdjusters.next(day))
                .withHour(hour)
                .withMinute(0)
                .withSecond(0)
                .withNano(0)
                .toInstant();
        clock.advance(Duration.between(now, then));
    }
}
