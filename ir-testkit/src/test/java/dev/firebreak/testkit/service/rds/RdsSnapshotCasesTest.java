package dev.firebreak.testkit.service.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

class RdsSnapshotCasesTest extends RdsCases {
    private static final String SHARING = GUIDE + "USER_ShareSnapshot.html";
    private static final String OTHER = "222222222222";

    @Test
    @AwsFact(value = "A snapshot is creating until it is available", source = API + "API_CreateDBSnapshot.html")
    void createDBSnapshot_new_isCreatingThenAvailable() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});

        DBSnapshot made = rds.createDBSnapshot(
                        make -> make.dbInstanceIdentifier("orders").dbSnapshotIdentifier("ir-1"))
                .dbSnapshot();

        assertThat(made.status()).isEqualTo("creating");
        assertThat(Refused.by(() -> rds.deleteDBSnapshot(delete -> delete.dbSnapshotIdentifier("ir-1"))))
                .startsWith("InvalidDBSnapshotState");
        pass(3);
        assertThat(rds.describeDBSnapshots(query -> query.dbInstanceIdentifier("orders"))
                        .dbSnapshots())
                .extracting(DBSnapshot::status)
                .containsExactly("available");
    }

    @Test
    @AwsFact(value = "A snapshot name is given once", source = API + "API_CreateDBSnapshot.html")
    void createDBSnapshot_nameTaken_isRefused() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        snapshot(rds, "ir-1", "orders");

        assertThat(Refused.by(() -> rds.createDBSnapshot(
                        make -> make.dbInstanceIdentifier("orders").dbSnapshotIdentifier("ir-1"))))
                .startsWith("DBSnapshotAlreadyExists");
    }

    @Test
    @AwsFact(
            value = "A snapshot cannot be made while the instance is being created",
            source = API + "API_CreateDBSnapshot.html")
    void createDBSnapshot_instanceCreating_isRefused() {
        RdsClient rds = client(RdsClient.builder());
        create(rds, "orders", request -> {});

        assertThat(Refused.by(() -> rds.createDBSnapshot(
                        make -> make.dbInstanceIdentifier("orders").dbSnapshotIdentifier("ir-1"))))
                .startsWith("InvalidDBInstanceState");
    }

    @Test
    @AwsFact(value = "A plain snapshot can be shared with accounts and with everyone", source = SHARING)
    void modifyDBSnapshotAttribute_plain_isShared() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        snapshot(rds, "ir-1", "orders");

        rds.modifyDBSnapshotAttribute(share ->
                share.dbSnapshotIdentifier("ir-1").attributeName("restore").valuesToAdd(OTHER, "all"));
        rds.modifyDBSnapshotAttribute(share ->
                share.dbSnapshotIdentifier("ir-1").attributeName("restore").valuesToRemove("all"));

        assertThat(rds.describeDBSnapshotAttributes(query -> query.dbSnapshotIdentifier("ir-1"))
                        .dbSnapshotAttributesResult()
                        .dbSnapshotAttributes()
                        .get(0)
                        .attributeValues())
                .containsExactly(OTHER);
    }

    @Test
    @AwsFact(value = "A snapshot that is encrypted with the default key cannot be shared", source = SHARING)
    void modifyDBSnapshotAttribute_defaultKey_isRefused() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> request.storageEncrypted(true));
        snapshot(rds, "ir-1", "orders");

        assertThat(Refused.by(() -> rds.modifyDBSnapshotAttribute(share -> share.dbSnapshotIdentifier("ir-1")
                        .attributeName("restore")
                        .valuesToAdd(OTHER))))
                .startsWith("InvalidDBSnapshotState");
    }

    @Test
    @AwsFact(value = "A copy under a key of one's own can be shared, but not with everyone", source = SHARING)
    void copyDBSnapshot_underOwnKey_canBeShared() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> request.storageEncrypted(true));
        snapshot(rds, "ir-1", "orders");
        rds.copyDBSnapshot(copy -> copy.sourceDBSnapshotIdentifier("ir-1")
                .targetDBSnapshotIdentifier("ir-2")
                .kmsKeyId("11111111-2222-4333-8444-555555555555"));
        pass(3);

        rds.modifyDBSnapshotAttribute(share ->
                share.dbSnapshotIdentifier("ir-2").attributeName("restore").valuesToAdd(OTHER));

        assertThat(Refused.by(() -> rds.modifyDBSnapshotAttribute(share -> share.dbSnapshotIdentifier("ir-2")
                        .attributeName("restore")
                        .valuesToAdd("all"))))
                .startsWith("InvalidDBSnapshotState");
    }

    @Test
    @AwsFact(value = "Another account finds a snapshot by its ARN only when it is shared", source = SHARING)
    void copyDBSnapshot_fromAnotherAccount_needsTheShare() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        String arn = snapshot(rds, "ir-1", "orders").dbSnapshotArn();
        try (RdsClient forensics = fake.configure(RdsClient.builder())
                .credentialsProvider(fake.credentials(OTHER))
                .build()) {
            assertThat(Refused.by(() -> forensics.copyDBSnapshot(
                            copy -> copy.sourceDBSnapshotIdentifier(arn).targetDBSnapshotIdentifier("copy"))))
                    .startsWith("DBSnapshotNotFound");
            rds.modifyDBSnapshotAttribute(share ->
                    share.dbSnapshotIdentifier("ir-1").attributeName("restore").valuesToAdd(OTHER));

            DBSnapshot copied = forensics
                    .copyDBSnapshot(copy -> copy.sourceDBSnapshotIdentifier(arn).targetDBSnapshotIdentifier("copy"))
                    .dbSnapshot();

            assertThat(copied.dbSnapshotArn()).isEqualTo("arn:aws:rds:eu-west-1:222222222222:snapshot:copy");
        }
    }

    @Test
    @AwsFact(
            value = "A restored instance is a new one, with the data of the snapshot",
            source = GUIDE + "USER_RestoreFromSnapshot.html")
    void restoreDBInstanceFromDBSnapshot_available_makesAnInstance() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        snapshot(rds, "ir-1", "orders");

        rds.restoreDBInstanceFromDBSnapshot(
                restore -> restore.dbInstanceIdentifier("forensic").dbSnapshotIdentifier("ir-1"));
        pass(6);

        assertThat(instance(rds, "forensic").engine()).isEqualTo("postgres");
        assertThat(instance(rds, "forensic").dbiResourceId())
                .isNotEqualTo(instance(rds, "orders").dbiResourceId());
    }

    @Test
    @AwsFact(value = "An export of a snapshot starts, runs and completes", source = API + "API_StartExportTask.html")
    void startExportTask_ofSnapshot_completesByTheClock() {
        RdsClient rds = client(RdsClient.builder());
        database(rds, "orders", request -> {});
        String arn = snapshot(rds, "ir-1", "orders").dbSnapshotArn();
        fake.s3()
                .createBucket(bucket -> bucket.bucket("exports-of-ir")
                        .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));

        String status = rds.startExportTask(export -> export.exportTaskIdentifier("e-1")
                        .sourceArn(arn)
                        .s3BucketName("exports-of-ir")
                        .iamRoleArn("arn:aws:iam::123456789012:role/export")
                        .kmsKeyId("key"))
                .status();

        assertThat(status).isEqualTo("STARTING");
        pass(20);
        assertThat(rds.describeExportTasks(query -> query.exportTaskIdentifier("e-1"))
                        .exportTasks()
                        .get(0)
                        .status())
                .isEqualTo("COMPLETE");
    }

    @Test
    @AwsFact(value = "Tags are those of a resource's ARN", source = API + "API_AddTagsToResource.html")
    void addTagsToResource_removeTagsFromResource_changeTheTags() {
        RdsClient rds = client(RdsClient.builder());
        String arn = database(rds, "orders", request -> {}).dbInstanceArn();

        rds.addTagsToResource(tag -> tag.resourceName(arn)
                .tags(
                        Tag.builder().key("ir").value("1").build(),
                        Tag.builder().key("team").value("shop").build()));
        rds.removeTagsFromResource(tag -> tag.resourceName(arn).tagKeys("ir"));

        assertThat(rds.listTagsForResource(tag -> tag.resourceName(arn)).tagList())
                .extracting(Tag::key)
                .containsExactly("team");
    }

    @Test
    @AwsFact(value = "A cluster is stopped, started and deleted by the clock", source = API + "API_StopDBCluster.html")
    void cluster_stopAndDelete_goThroughTheirStates() {
        RdsClient rds = client(RdsClient.builder());
        rds.createDBCluster(cluster -> cluster.dbClusterIdentifier("shop")
                .engine("aurora-postgresql")
                .masterUsername("admin1")
                .masterUserPassword("correct-horse"));
        assertThat(Refused.by(() -> rds.stopDBCluster(stop -> stop.dbClusterIdentifier("shop"))))
                .startsWith("InvalidDBClusterStateFault");
        pass(6);

        rds.stopDBCluster(stop -> stop.dbClusterIdentifier("shop"));
        pass(2);
        assertThat(rds.describeDBClusters().dbClusters().get(0).status()).isEqualTo("stopped");
        rds.deleteDBCluster(delete -> delete.dbClusterIdentifier("shop").finalDBSnapshotIdentifier("shop-final"));
        pass(4);

        assertThat(rds.describeDBClusters().dbClusters()).isEmpty();
        assertThat(rds.describeDBClusterSnapshots().dbClusterSnapshots()).hasSize(1);
    }
}
