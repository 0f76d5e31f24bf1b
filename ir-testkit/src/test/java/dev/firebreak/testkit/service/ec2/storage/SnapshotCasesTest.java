package dev.firebreak.testkit.service.ec2.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.disk.Disks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

class SnapshotCasesTest extends Ec2Cases {
    private static final String SNAPSHOTS = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshots.html";
    private static final String CREATE = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-create-snapshots.html";
    private static final String COPY = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html";
    private static final String QUOTAS = "https://docs.aws.amazon.com/general/latest/gr/ebs-service.html";
    private static final String DELETE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshot.html";
    private static final String EVENTS = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html";
    private static final String DESCRIBE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html";

    @Test
    @AwsFact(value = "A snapshot has the bytes of the moment at which it was asked for", source = SNAPSHOTS)
    void createSnapshot_laterWrite_doesNotReachIt() {
        Ec2Client ec2 = ec2();
        String volume = launch().volumeIds().get(1);
        disks().write(volume, 0, "before".getBytes(UTF_8));

        String snapshot =
                ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId();
        disks().write(volume, 0, "after!".getBytes(UTF_8));

        assertThat(disks().snapshot(snapshot).read(0, 6)).asString(UTF_8).isEqualTo("before");
        assertThat(disks().volume(volume).read(0, 6)).asString(UTF_8).isEqualTo("after!");
    }

    @Test
    @AwsFact(value = "A snapshot is pending with its progress until it is completed", source = SNAPSHOTS)
    void createSnapshot_atHalfTime_isAtFiftyPercent() {
        Ec2Client ec2 = ec2();
        String volume = launch().volumeIds().get(0);
        String id = ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId();

        clock.advance(MINUTE.dividedBy(2));
        assertThat(snapshot(ec2, id).progress()).isEqualTo("50%");
        assertThat(snapshot(ec2, id).state()).isEqualTo(SnapshotState.PENDING);
        clock.advance(MINUTE.dividedBy(2));

        assertThat(snapshot(ec2, id).state()).isEqualTo(SnapshotState.COMPLETED);
    }

    @Test
    @AwsFact(
            value = "One call takes snapshots of all volumes of an instance, or without the boot volume",
            source = CREATE)
    void createSnapshots_withoutBoot_leavesTheRoot() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();

        var all = ec2.createSnapshots(
                request -> request.instanceSpecification(chosen -> chosen.instanceId(instance.id())));
        var data = ec2.createSnapshots(request -> request.instanceSpecification(
                chosen -> chosen.instanceId(instance.id()).excludeBootVolume(true)));

        assertThat(all.snapshots()).extracting(SnapshotInfo::volumeId).containsExactlyElementsOf(instance.volumeIds());
        assertThat(data.snapshots())
                .extracting(SnapshotInfo::volumeId)
                .containsExactly(instance.volumeIds().get(1));
    }

    @Test
    @AwsFact(value = "One snapshot of an st1 volume is taken at a time", source = QUOTAS)
    void createSnapshot_secondOfSt1_isRefused() {
        Ec2Client ec2 = ec2();
        String volume = ec2.createVolume(request ->
                        request.availabilityZone(home() + "a").size(125).volumeType("st1"))
                .volumeId();
        ec2.createSnapshot(request -> request.volumeId(volume));

        assertThat(Refused.by(() -> ec2.createSnapshot(request -> request.volumeId(volume))))
                .startsWith("ConcurrentSnapshotLimitExceeded");
    }

    @Test
    @AwsFact(value = "A pending snapshot cannot be copied", source = COPY)
    void copySnapshot_pending_isRefused() {
        Ec2Client ec2 = ec2();
        String volume = launch().volumeIds().get(0);
        String id = ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId();

        assertThat(Refused.by(() -> ec2.copySnapshot(request ->
                        request.sourceRegion(home()).presignedUrl(PRESIGNED).sourceSnapshotId(id))))
                .startsWith("IncorrectState");
    }

    @Test
    @AwsFact(value = "A copy in another Region has the same bytes and names an arbitrary volume", source = COPY)
    void copySnapshot_otherRegion_hasTheBytes() {
        Ec2Client ec2 = ec2();
        String volume = launch().volumeIds().get(1);
        disks().write(volume, 700_000, "evidence".getBytes(UTF_8));
        String source = snapshotOf(ec2, volume);
        Ec2Client there = ec2(fake.accountId(), "us-east-1");

        String copy = there.copySnapshot(request ->
                        request.sourceRegion(home()).presignedUrl(PRESIGNED).sourceSnapshotId(source))
                .snapshotId();

        Disks disks = Disks.of(fake.world().account(fake.accountId()).region("us-east-1"));
        assertThat(disks.snapshot(copy).read(700_000, 8)).asString(UTF_8).isEqualTo("evidence");
        assertThat(snapshot(there, copy).volumeId()).isEqualTo("vol-ffffffff");
        assertThat(Refused.by(() -> snapshot(ec2, copy))).startsWith("InvalidSnapshot.NotFound");
    }

    @Test
    @AwsFact(value = "A copy that is encrypted without a key named takes the default key of EBS", source = COPY)
    void copySnapshot_encrypted_takesTheNamedKeyOrTheDefault() {
        Ec2Client ec2 = ec2();
        String source = snapshotOf(ec2, launch().volumeIds().get(0));
        String key = key(fake.accountId());

        String named = ec2.copySnapshot(request -> request.sourceRegion(home())
                        .presignedUrl(PRESIGNED)
                        .sourceSnapshotId(source)
                        .encrypted(true)
                        .kmsKeyId(key))
                .snapshotId();
        clock.advance(MINUTE);
        String again = ec2.copySnapshot(request ->
                        request.sourceRegion(home()).presignedUrl(PRESIGNED).sourceSnapshotId(named))
                .snapshotId();

        assertThat(snapshot(ec2, named).kmsKeyId()).isEqualTo(key);
        assertThat(snapshot(ec2, again).encrypted()).isTrue();
        assertThat(snapshot(ec2, again).kmsKeyId()).isNotEqualTo(key).contains(":key/");
    }

    @Test
    @AwsFact(value = "Twenty copies into a Region are under way at a time", source = QUOTAS)
    void copySnapshot_twentyFirstAtATime_isRefused() {
        Ec2Client ec2 = ec2();
        String source = snapshotOf(ec2, launch().volumeIds().get(0));
        for (int count = 0; count < 20; count++) {
            ec2.copySnapshot(request ->
                    request.sourceRegion(home()).presignedUrl(PRESIGNED).sourceSnapshotId(source));
        }

        assertThat(Refused.by(() -> ec2.copySnapshot(request ->
                        request.sourceRegion(home()).presignedUrl(PRESIGNED).sourceSnapshotId(source))))
                .isEqualTo("ResourceLimitExceeded: Too many snapshot copies in progress."
                        + " The limit is 20 for this destination region.");
        clock.advance(MINUTE);
        assertThat(ec2.copySnapshot(request -> request.sourceRegion(home())
                                .presignedUrl(PRESIGNED)
                                .sourceSnapshotId(source))
                        .snapshotId())
                .startsWith("snap-");
    }

    @Test
    @AwsFact(value = "A snapshot that an image is made of cannot be deleted", source = DELETE)
    void deleteSnapshot_ofAnImage_isRefused() {
        Ec2Client ec2 = ec2();
        String instance = launch().id();
        String image = ec2.createImage(
                        request -> request.instanceId(instance).name("evidence").noReboot(true))
                .imageId();
        String snapshot = ec2.describeSnapshots(request -> request.ownerIds("self"))
                .snapshots()
                .get(0)
                .snapshotId();

        assertThat(Refused.by(() -> ec2.deleteSnapshot(request -> request.snapshotId(snapshot))))
                .isEqualTo("InvalidSnapshot.InUse: The snapshot " + snapshot + " is currently in use by " + image);
    }

    @Test
    @AwsFact(value = "The end of a snapshot is told as an EBS Snapshot Notification", source = EVENTS)
    void createSnapshot_completed_isTold() {
        Ec2Client ec2 = ec2();
        List<AwsEvent> told = new ArrayList<>();
        fake.world().events().listen(told::add);
        String id = snapshotOf(ec2, launch().volumeIds().get(0));

        ec2.describeSnapshots(request -> request.snapshotIds(id));

        assertThat(told)
                .filteredOn(event -> event.detailType().equals("EBS Snapshot Notification"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.detail().path("event").asText()).isEqualTo("createSnapshot");
                    assertThat(event.detail().path("snapshot_id").asText()).endsWith(id);
                });
    }

    @Test
    @AwsFact(value = "Snapshots are listed from 5 to 1000 at a time, with a token for the rest", source = DESCRIBE)
    void describeSnapshots_pages_giveEachOnce() {
        Ec2Client ec2 = ec2();
        String volume = launch().volumeIds().get(0);
        for (int count = 0; count < 7; count++) {
            snapshotOf(ec2, volume);
        }

        var pages = ec2.describeSnapshotsPaginator(request -> request.maxResults(5)).stream()
                .map(page -> page.snapshots().size())
                .toList();

        assertThat(pages).containsExactly(5, 2);
        assertThat(Refused.by(() -> ec2.describeSnapshots(request -> request.maxResults(4))))
                .startsWith("InvalidParameterValue");
        assertThat(Refused.by(() ->
                        ec2.describeSnapshots(request -> request.maxResults(5).nextToken("made-up"))))
                .startsWith("InvalidParameterValue");
    }
}
