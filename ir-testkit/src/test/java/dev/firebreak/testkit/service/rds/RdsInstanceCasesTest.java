package dev.firebreak.testkit.service.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

class RdsInstanceCasesTest extends RdsCases {
    @Test
    @AwsFact(
            value = "A new instance is creating, without an endpoint, until it is available",
            source = API + "API_CreateDBInstance.html")
    void createDBInstance_new_isCreatingThenAvailable() {
        RdsClient rds = client(RdsClient.builder());

        DBInstance made = create(rds, "orders", request -> {});

        assertThat(made.dbInstanceStatus()).isEqualTo("creating");
        assertThat(made.endpoint()).isNull();
        pass(6);
        assertThat(instance(rds, "orders").dbInstanceStatus()).isEqualTo("available");
        assertThat(instance(rds, "orders").endpoint().port()).isEqualTo(5432);
    }

    @Test
    @AwsFact(value = "An instance that does not exist is not found", source = API + "API_DescribeDBInstances.html")
    void describeDBInstances_unknown_isNotFound() {
        assertThat(Refused.by(() -> instance(client(RdsClient.builder()), "none")))
                .isEqualTo("DBInstanceNotFound: DBInstance none not found.");
    }

    @Test
    @AwsFact(value = "MaxRecords is from 20 to 100", source = API + "API_DescribeDBInstances.html")
    void describeDBInstances_maxRecordsTooSmall_isRefused() {
        assertThat(Refused.by(() -> client(RdsClient.builder()).describeDBInstances(query -> query.maxRecords(19))))
                .startsWith("InvalidParameterValue");
    }

    @Test
    @AwsFact(
            value = "Public access and security groups change without waiting for the maintenance window",
            source = GUIDE + "USER_ModifyInstance.Settings.html")
    void modifyDBInstance_publicAccessAndGroups_changeSoon() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> request.publiclyAccessible(true));
        String quarantine = group("quarantine");

        DBInstance changing = rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders")
                        .publiclyAccessible(false)
                        .vpcSecurityGroupIds(quarantine))
                .dbInstance();

        assertThat(changing.dbInstanceStatus()).isEqualTo("modifying");
        assertThat(changing.publiclyAccessible()).isTrue();
        pass(2);
        DBInstance changed = instance(rds, "orders");
        assertThat(changed.publiclyAccessible()).isFalse();
        assertThat(changed.vpcSecurityGroups())
                .extracting(group -> group.vpcSecurityGroupId())
                .containsExactly(quarantine);
    }

    @Test
    @AwsFact(
            value = "Its network interface is managed by RDS, and follows its security groups",
            source = GUIDE + "USER_VPC.WorkingWithRDSInstanceinaVPC.html")
    void modifyDBInstance_groups_moveTheManagedInterface() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        String quarantine = group("quarantine");
        String eni = managed().networkInterfaceId();

        assertThat(Refused.by(() -> fake.ec2()
                        .modifyNetworkInterfaceAttribute(
                                change -> change.networkInterfaceId(eni).groups(quarantine))))
                .contains("You do not have permission to access the specified resource");
        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders").vpcSecurityGroupIds(quarantine));

        assertThat(managed().groups()).extracting(group -> group.groupId()).containsExactly(quarantine);
    }

    @Test
    @AwsFact(
            value = "A new class waits for the maintenance window unless it is to be applied immediately",
            source = GUIDE + "USER_ModifyInstance.ApplyImmediately.html")
    void modifyDBInstance_classWithoutApplyImmediately_isPending() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});

        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders").dbInstanceClass("db.m6g.large"));
        pass(2);

        DBInstance waiting = instance(rds, "orders");
        assertThat(waiting.dbInstanceClass()).isEqualTo("db.t3.micro");
        assertThat(waiting.pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m6g.large");
        rds.modifyDBInstance(change -> change.dbInstanceIdentifier("orders")
                .dbInstanceClass("db.m6g.large")
                .applyImmediately(true));
        pass(2);
        assertThat(instance(rds, "orders").dbInstanceClass()).isEqualTo("db.m6g.large");
    }

    @Test
    @AwsFact(
            value = "A new master password is pending until the credentials are reset",
            source = API + "API_ModifyDBInstance.html")
    void modifyDBInstance_password_isPendingThenSet() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});

        DBInstance resetting = rds.modifyDBInstance(
                        change -> change.dbInstanceIdentifier("orders").masterUserPassword("battery-staple"))
                .dbInstance();

        assertThat(resetting.dbInstanceStatus()).isEqualTo("resetting-master-credentials");
        assertThat(resetting.pendingModifiedValues().masterUserPassword()).isEqualTo("****");
        pass(2);
        assertThat(instance(rds, "orders").pendingModifiedValues()).isNull();
        assertThat(Refused.by(() -> rds.modifyDBInstance(
                        change -> change.dbInstanceIdentifier("orders").masterUserPassword("short"))))
                .startsWith("InvalidParameterValue");
    }

    @Test
    @AwsFact(
            value = "A stopped instance keeps its storage and can be started again",
            source = GUIDE + "USER_StopInstance.html")
    void stopDBInstance_startDBInstance_goThroughTheirStates() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});

        assertThat(rds.stopDBInstance(stop -> stop.dbInstanceIdentifier("orders"))
                        .dbInstance()
                        .dbInstanceStatus())
                .isEqualTo("stopping");
        assertThat(Refused.by(() -> rds.stopDBInstance(stop -> stop.dbInstanceIdentifier("orders"))))
                .startsWith("InvalidDBInstanceState");
        pass(2);
        assertThat(instance(rds, "orders").dbInstanceStatus()).isEqualTo("stopped");
        rds.startDBInstance(start -> start.dbInstanceIdentifier("orders"));
        pass(2);

        assertThat(instance(rds, "orders").dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    @AwsFact(value = "A protected instance cannot be deleted", source = GUIDE + "USER_DeleteInstance.html")
    void deleteDBInstance_protected_isRefused() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> request.deletionProtection(true));

        assertThat(Refused.by(() -> rds.deleteDBInstance(
                        delete -> delete.dbInstanceIdentifier("orders").skipFinalSnapshot(true))))
                .isEqualTo("InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion"
                        + " protection and try again.");
    }

    @Test
    @AwsFact(
            value = "Deleting needs a name for the final snapshot, or an order to skip it",
            source = API + "API_DeleteDBInstance.html")
    void deleteDBInstance_withFinalSnapshot_leavesTheSnapshot() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        assertThat(Refused.by(() -> rds.deleteDBInstance(delete -> delete.dbInstanceIdentifier("orders"))))
                .startsWith("InvalidParameterCombination: FinalDBSnapshotIdentifier is required");

        rds.deleteDBInstance(delete -> delete.dbInstanceIdentifier("orders").finalDBSnapshotIdentifier("orders-final"));

        assertThat(instance(rds, "orders").dbInstanceStatus()).isEqualTo("deleting");
        pass(4);
        assertThat(Refused.by(() -> instance(rds, "orders"))).startsWith("DBInstanceNotFound");
        assertThat(rds.describeDBSnapshots(query -> query.dbSnapshotIdentifier("orders-final"))
                        .dbSnapshots()
                        .get(0)
                        .status())
                .isEqualTo("available");
    }

    @Test
    @AwsFact(
            value = "Log files are read in portions, each with a marker for the next",
            source = API + "API_DownloadDBLogFilePortion.html")
    void downloadDBLogFilePortion_portions_giveTheWholeFile() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        RdsState.of(fake.world().account(fake.accountId()).region(fake.region().id()))
                .log("orders", "error/postgresql.log", "one\ntwo\nthree\n");

        var first = rds.downloadDBLogFilePortion(log -> log.dbInstanceIdentifier("orders")
                .logFileName("error/postgresql.log")
                .marker("0")
                .numberOfLines(2));
        var second = rds.downloadDBLogFilePortion(log -> log.dbInstanceIdentifier("orders")
                .logFileName("error/postgresql.log")
                .marker(first.marker()));

        assertThat(first.additionalDataPending()).isTrue();
        assertThat(first.logFileData() + second.logFileData()).isEqualTo("one\ntwo\nthree\n");
        assertThat(rds.describeDBLogFiles(log -> log.dbInstanceIdentifier("orders"))
                        .describeDBLogFiles())
                .hasSize(1);
    }

    private NetworkInterface managed() {
        return fake.ec2().describeNetworkInterfaces().networkInterfaces().stream()
                .filter(eni -> eni.description().equals("RDSNetworkInterface"))
                .findFirst()
                .orElseThrow();
    }
}
