package dev.firebreak.testkit.service.ec2.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import dev.firebreak.testkit.world.disk.Disks;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.Snapshot;

class SnapshotSharingCasesTest extends Ec2Cases {
    private static final String SHARING =
            "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html";
    private static final String BLOCK =
            "https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html";
    private static final String DESCRIBE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html";

    private static void share(Ec2Client ec2, String snapshot, String account) {
        ec2.modifySnapshotAttribute(request -> request.snapshotId(snapshot)
                .attribute("createVolumePermission")
                .operationType("add")
                .userIds(account));
    }

    private static void publish(Ec2Client ec2, String snapshot) {
        ec2.modifySnapshotAttribute(request -> request.snapshotId(snapshot)
                .createVolumePermission(change ->
                        change.add(CreateVolumePermission.builder().group("all").build())));
    }

    private static List<String> permissions(Ec2Client ec2, String snapshot) {
        return ec2
                .describeSnapshotAttribute(
                        request -> request.snapshotId(snapshot).attribute("createVolumePermission"))
                .createVolumePermissions()
                .stream()
                .map(each -> each.userId() == null ? each.groupAsString() : each.userId())
                .toList();
    }

    @Test
    @AwsFact(value = "A snapshot that is not shared does not exist for other accounts", source = SHARING)
    void copySnapshot_notShared_isRefused() {
        String snapshot = snapshotOf(ec2(), launch().volumeIds().get(0));
        Ec2Client forensics = ec2(OTHER, home());

        assertThat(Refused.by(() -> forensics.copySnapshot(request ->
                        request.sourceRegion(home()).presignedUrl(PRESIGNED).sourceSnapshotId(snapshot))))
                .isEqualTo("InvalidSnapshot.NotFound: The snapshot '" + snapshot + "' does not exist.");
    }

    @Test
    @AwsFact(
            value = "A snapshot can be copied by an account it is shared with, and the copy is that account's own",
            source = SHARING)
    void copySnapshot_shared_givesAnOwnCopy() {
        Ec2Client ec2 = ec2();
        String volume = launch().volumeIds().get(1);
        disks().write(volume, 0, "evidence".getBytes(UTF_8));
        String snapshot = snapshotOf(ec2, volume);
        share(ec2, snapshot, OTHER);
        Ec2Client forensics = ec2(OTHER, home());
        String key = key(OTHER);

        String copy = forensics
                .copySnapshot(request -> request.sourceRegion(home())
                        .presignedUrl(PRESIGNED)
                        .sourceSnapshotId(snapshot)
                        .encrypted(true)
                        .kmsKeyId(key))
                .snapshotId();

        assertThat(snapshot(forensics, copy).ownerId()).isEqualTo(OTHER);
        assertThat(snapshot(forensics, copy).kmsKeyId()).contains(":" + OTHER + ":key/");
        Disks theirs = Disks.of(fake.world().account(OTHER).region(home()));
        assertThat(theirs.snapshot(copy).read(0, 8)).asString(UTF_8).isEqualTo("evidence");
    }

    @Test
    @AwsFact(value = "The accounts a snapshot is shared with are added, removed and reset", source = SHARING)
    void modifySnapshotAttribute_addRemoveReset_changesThePermissions() {
        Ec2Client ec2 = ec2();
        String snapshot = snapshotOf(ec2, launch().volumeIds().get(0));
        share(ec2, snapshot, OTHER);
        share(ec2, snapshot, "333333333333");

        assertThat(permissions(ec2, snapshot)).containsExactly(OTHER, "333333333333");
        ec2.modifySnapshotAttribute(request -> request.snapshotId(snapshot)
                .createVolumePermission(change -> change.remove(
                        CreateVolumePermission.builder().userId(OTHER).build())));
        assertThat(permissions(ec2, snapshot)).containsExactly("333333333333");
        ec2.resetSnapshotAttribute(request -> request.snapshotId(snapshot).attribute("createVolumePermission"));

        assertThat(permissions(ec2, snapshot)).isEmpty();
    }

    @Test
    @AwsFact(value = "A snapshot encrypted with the key that AWS manages cannot be shared", source = SHARING)
    void modifySnapshotAttribute_defaultKey_isRefused() {
        Ec2Client ec2 = ec2();
        String volume = ec2.createVolume(request ->
                        request.availabilityZone(home() + "a").size(1).encrypted(true))
                .volumeId();
        String snapshot = snapshotOf(ec2, volume);

        assertThat(Refused.by(() -> share(ec2, snapshot, OTHER)))
                .isEqualTo("OperationNotPermitted: Encrypted snapshots with EBS default key cannot be shared");
    }

    @Test
    @AwsFact(
            value = "A snapshot encrypted with a customer managed key is shared with accounts, but not with everybody",
            source = SHARING)
    void modifySnapshotAttribute_ownKey_isSharedButNotPublished() {
        Ec2Client ec2 = ec2();
        String key = key(fake.accountId());
        String volume = ec2.createVolume(request -> request.availabilityZone(home() + "a")
                        .size(1)
                        .encrypted(true)
                        .kmsKeyId(key))
                .volumeId();
        String snapshot = snapshotOf(ec2, volume);

        share(ec2, snapshot, OTHER);

        assertThat(permissions(ec2, snapshot)).containsExactly(OTHER);
        assertThat(Refused.by(() -> publish(ec2, snapshot))).startsWith("OperationNotPermitted");
    }

    @Test
    @AwsFact(value = "A public snapshot is there for every account", source = SHARING)
    void modifySnapshotAttribute_public_isSeenByOthers() {
        Ec2Client ec2 = ec2();
        String snapshot = snapshotOf(ec2, launch().volumeIds().get(0));

        publish(ec2, snapshot);

        assertThat(ec2("333333333333", home())
                        .describeSnapshots(request -> request.restorableByUserIds("all"))
                        .snapshots())
                .extracting(Snapshot::snapshotId)
                .containsExactly(snapshot);
    }

    @Test
    @AwsFact(value = "Block public access refuses to share snapshots with everybody", source = BLOCK)
    void enableSnapshotBlockPublicAccess_publicSharing_isRefused() {
        Ec2Client ec2 = ec2();
        String snapshot = snapshotOf(ec2, launch().volumeIds().get(0));
        assertThat(ec2.getSnapshotBlockPublicAccessState(request -> {}).stateAsString())
                .isEqualTo("unblocked");

        ec2.enableSnapshotBlockPublicAccess(request -> request.state("block-all-sharing"));

        assertThat(Refused.by(() -> publish(ec2, snapshot))).startsWith("OperationNotPermitted");
        share(ec2, snapshot, OTHER);
        ec2.disableSnapshotBlockPublicAccess(request -> {});
        publish(ec2, snapshot);
        assertThat(permissions(ec2, snapshot)).containsExactly(OTHER, "all");
    }

    @Test
    @AwsFact(value = "Owners and restorable users select among own snapshots and those of others", source = DESCRIBE)
    void describeSnapshots_owners_select() {
        Ec2Client ec2 = ec2();
        String shared = snapshotOf(ec2, launch().volumeIds().get(0));
        share(ec2, shared, OTHER);
        Ec2Client forensics = ec2(OTHER, home());

        assertThat(forensics
                        .describeSnapshots(request -> request.ownerIds("self"))
                        .snapshots())
                .isEmpty();
        assertThat(forensics
                        .describeSnapshots(request -> request.ownerIds(fake.accountId()))
                        .snapshots())
                .hasSize(1);
        assertThat(forensics
                        .describeSnapshots(request -> request.restorableByUserIds("self"))
                        .snapshots())
                .extracting(Snapshot::snapshotId)
                .containsExactly(shared);
        assertThat(Refused.by(() -> forensics.deleteSnapshot(request -> request.snapshotId(shared))))
                .startsWith("InvalidSnapshot.NotFound");
    }
}
