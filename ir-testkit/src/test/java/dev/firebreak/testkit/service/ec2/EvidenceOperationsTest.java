package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Ec2Shapes;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Snapshots and images. */
class EvidenceOperationsTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();
    private final Ec2Client ec2 = fake.ec2();
    private final LaunchedInstance instance =
            Estate.in(fake).launch(InstanceSpec.named("db").dataVolumes(2));

    @AfterEach
    void close() {
        fake.close();
    }

    // ebs-creating-snapshot: "Snapshots occur asynchronously ... the status of the snapshot is pending until complete"
    @Test
    void createSnapshots_atFirst_arePending() {
        List<SnapshotInfo> made = snapshots();

        assertThat(made).hasSize(3).allMatch(snapshot -> snapshot.state() == SnapshotState.PENDING);
        clock.advance(Duration.ofSeconds(30));
        assertThat(describe(made.get(0).snapshotId()).progress()).isEqualTo("50%");
        assertThat(describe(made.get(0).snapshotId()).state()).isEqualTo(SnapshotState.PENDING);
        clock.advance(Duration.ofSeconds(30));
        assertThat(describe(made.get(0).snapshotId()).state()).isEqualTo(SnapshotState.COMPLETED);
    }

    @Test
    void createSnapshots_withoutBootVolume_takesTheDataVolumes() {
        List<SnapshotInfo> made = ec2.createSnapshots(request -> request.instanceSpecification(
                        chosen -> chosen.instanceId(instance.id()).excludeBootVolume(true)))
                .snapshots();

        assertThat(made)
                .extracting(SnapshotInfo::volumeId)
                .containsExactlyElementsOf(instance.volumeIds().subList(1, 3));
    }

    @Test
    void createSnapshots_copyTagsFromSource_bringsTheVolumesTags() {
        ec2.createTags(request -> request.resources(instance.volumeIds()).tags(Ec2Shapes.tag("data", "orders")));

        List<SnapshotInfo> made = ec2.createSnapshots(request -> request.instanceSpecification(
                                chosen -> chosen.instanceId(instance.id()))
                        .copyTagsFromSource("volume")
                        .tagSpecifications(Ec2Shapes.tagged(ResourceType.SNAPSHOT, "firebreak:incident", "IR-1")))
                .snapshots();

        assertThat(made.get(0).tags()).extracting(tag -> tag.key()).containsExactly("data", "firebreak:incident");
    }

    // general/gr/ebs-service: five concurrent snapshots of a volume
    @Test
    void createSnapshot_sixthAtATime_isRefused() {
        String volume = instance.volumeIds().get(0);
        for (int count = 0; count < 5; count++) {
            ec2.createSnapshot(request -> request.volumeId(volume));
        }

        assertThat(Refused.by(() -> ec2.createSnapshot(request -> request.volumeId(volume))))
                .startsWith("ConcurrentSnapshotLimitExceeded");
        clock.advance(Duration.ofMinutes(1));
        assertThat(ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId())
                .isNotEmpty();
    }

    // API_CreateImage, NoReboot: "Default: false (the instance reboots)"
    @Test
    void createImage_byDefault_rebootsTheInstance() {
        ec2.createImage(request -> request.instanceId(instance.id()).name("evidence-1"));

        assertThat(reboots()).isEqualTo(1);
    }

    @Test
    void createImage_noReboot_leavesTheInstanceRunning() {
        ec2.createImage(
                request -> request.instanceId(instance.id()).name("evidence-1").noReboot(true));

        assertThat(reboots()).isZero();
    }

    @Test
    void createImage_nameInUse_isRefused() {
        String image = image("evidence-1");

        assertThat(Refused.by(() -> image("evidence-1")))
                .isEqualTo("InvalidAMIName.Duplicate: AMI name evidence-1 is already in use by AMI " + image);
    }

    @Test
    void createImage_byTheClock_becomesAvailableWithItsSnapshots() {
        String id = image("evidence-1");

        assertThat(describeImage(id).state()).isEqualTo(ImageState.PENDING);
        clock.advance(Duration.ofMinutes(2));
        Image image = describeImage(id);
        assertThat(image.state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(image.blockDeviceMappings()).hasSize(3);
        assertThat(describe(image.blockDeviceMappings().get(0).ebs().snapshotId())
                        .state())
                .isEqualTo(SnapshotState.COMPLETED);
    }

    @Test
    void deleteSnapshot_ofAnImage_isRefusedUntilTheImageIsGone() {
        String image = image("evidence-1");
        String snapshot =
                describeImage(image).blockDeviceMappings().get(0).ebs().snapshotId();

        assertThat(Refused.by(() -> ec2.deleteSnapshot(request -> request.snapshotId(snapshot))))
                .isEqualTo("InvalidSnapshot.InUse: The snapshot " + snapshot + " is currently in use by " + image);
        ec2.deregisterImage(request -> request.imageId(image));
        ec2.deleteSnapshot(request -> request.snapshotId(snapshot));

        assertThat(Refused.by(() -> describe(snapshot)))
                .isEqualTo("InvalidSnapshot.NotFound: The snapshot '" + snapshot + "' does not exist.");
    }

    private List<SnapshotInfo> snapshots() {
        return ec2.createSnapshots(request -> request.instanceSpecification(chosen -> chosen.instanceId(instance.id())))
                .snapshots();
    }

    private String image(String name) {
        return ec2.createImage(
                        request -> request.instanceId(instance.id()).name(name).noReboot(true))
                .imageId();
    }

    private Image describeImage(String id) {
        return ec2.describeImages(request -> request.imageIds(id)).images().get(0);
    }

    private Snapshot describe(String id) {
        return ec2.describeSnapshots(request -> request.snapshotIds(id))
                .snapshots()
                .get(0);
    }

    private int reboots() {
        return fake.world()
                .account(fake.accountId())
                .region(fake.region().id())
                .ec2()
                .instances()
                .find(instance.id())
                .orElseThrow()
                .reboots();
    }
}
