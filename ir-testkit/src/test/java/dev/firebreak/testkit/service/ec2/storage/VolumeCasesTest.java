package dev.firebreak.testkit.service.ec2.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeModificationState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

class VolumeCasesTest extends Ec2Cases {
    private static final String TYPES = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html";
    private static final String CREATE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html";
    private static final String MODIFY = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolume.html";
    private static final String ATTACH = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVolume.html";
    private static final String DETACH = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVolume.html";
    private static final String DELETE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVolume.html";
    private static final String ENCRYPTION =
            "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html";

    private String create(Ec2Client ec2, Consumer<CreateVolumeRequest.Builder> wanted) {
        return ec2.createVolume(request -> {
                    request.availabilityZone(home() + "a");
                    wanted.accept(request);
                })
                .volumeId();
    }

    @Test
    @AwsFact(value = "A volume without a type is gp2", source = CREATE)
    void createVolume_noType_isGp2() {
        Ec2Client ec2 = ec2();

        String id = create(ec2, request -> request.size(10));

        assertThat(volume(ec2, id).volumeType()).isEqualTo(VolumeType.GP2);
        assertThat(volume(ec2, id).iops()).isEqualTo(100);
    }

    @Test
    @AwsFact(
            value = "A new volume has neither a size nor content unless a snapshot or a size is named",
            source = CREATE)
    void createVolume_neitherSizeNorSnapshot_isRefused() {
        Ec2Client ec2 = ec2();

        assertThat(Refused.by(() -> create(ec2, request -> {})))
                .isEqualTo("MissingParameter: The request must contain the parameter size or snapshotId");
    }

    @Test
    @AwsFact(value = "An io1 volume needs a number of operations a second", source = TYPES)
    void createVolume_io1WithoutIops_isRefused() {
        Ec2Client ec2 = ec2();

        assertThat(Refused.by(() -> create(ec2, request -> request.size(10).volumeType("io1"))))
                .isEqualTo("InvalidParameterCombination: The parameter iops must be specified for io1 volumes.");
    }

    @Test
    @AwsFact(value = "An io1 volume has at most 50 operations a second for each GiB", source = TYPES)
    void createVolume_io1RatioTooHigh_isRefused() {
        Ec2Client ec2 = ec2();

        assertThat(Refused.by(() -> create(
                        ec2, request -> request.size(10).volumeType("io1").iops(1500))))
                .startsWith("InvalidParameterValue: Iops to volume size ratio of 150");
    }

    @Test
    @AwsFact(value = "A gp3 volume has at least 3000 operations a second", source = TYPES)
    void createVolume_gp3BelowBaseline_isRefused() {
        Ec2Client ec2 = ec2();

        assertThat(Refused.by(() -> create(
                        ec2, request -> request.size(10).volumeType("gp3").iops(2000))))
                .isEqualTo("InvalidParameterValue: Volume iops of 2000 is too low; minimum is 3000.");
    }

    @Test
    @AwsFact(value = "An st1 volume has at least 125 GiB", source = TYPES)
    void createVolume_smallSt1_isRefused() {
        Ec2Client ec2 = ec2();

        assertThat(Refused.by(() -> create(ec2, request -> request.size(10).volumeType("st1"))))
                .isEqualTo(
                        "InvalidParameterValue: Volume of 10GiB is too small for volume type st1; minimum is 125GiB.");
    }

    @Test
    @AwsFact(value = "A key can be named for an encrypted volume only", source = CREATE)
    void createVolume_keyWithoutEncryption_isRefused() {
        Ec2Client ec2 = ec2();

        assertThat(Refused.by(() -> create(ec2, request -> request.size(10).kmsKeyId("alias/evidence"))))
                .startsWith("InvalidParameterDependency: The parameter KmsKeyId requires");
    }

    @Test
    @AwsFact(
            value = "With encryption by default every new volume is encrypted with the default key",
            source = ENCRYPTION)
    void createVolume_encryptionByDefault_encrypts() {
        Ec2Client ec2 = ec2();
        ec2.enableEbsEncryptionByDefault(request -> {});
        String key = key(fake.accountId());
        ec2.modifyEbsDefaultKmsKeyId(request -> request.kmsKeyId(key));

        String id = create(ec2, request -> request.size(10));

        assertThat(volume(ec2, id).encrypted()).isTrue();
        assertThat(volume(ec2, id).kmsKeyId()).isEqualTo(key);
    }

    @Test
    @AwsFact(value = "A volume made of a snapshot has the bytes of the snapshot", source = CREATE)
    void createVolume_ofASnapshot_hasItsBytes() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        disks().write(instance.volumeIds().get(1), 1_000_000, "evidence".getBytes(UTF_8));
        String snapshot = snapshotOf(ec2, instance.volumeIds().get(1));

        String copy = create(ec2, request -> request.snapshotId(snapshot));

        assertThat(disks().volume(copy).read(1_000_000, 8)).asString(UTF_8).isEqualTo("evidence");
        assertThat(volume(ec2, copy).size()).isEqualTo(20);
    }

    @Test
    @AwsFact(value = "A volume cannot be smaller than its snapshot", source = CREATE)
    void createVolume_smallerThanTheSnapshot_isRefused() {
        Ec2Client ec2 = ec2();
        String snapshot = snapshotOf(ec2, launch().volumeIds().get(1));

        assertThat(Refused.by(() ->
                        create(ec2, request -> request.snapshotId(snapshot).size(5))))
                .contains("is smaller than snapshot '" + snapshot + "', expect size >= 20GB");
    }

    @Test
    @AwsFact(value = "A volume that is made of a snapshot which is not completed is refused", source = CREATE)
    void createVolume_pendingSnapshot_isRefused() {
        Ec2Client ec2 = ec2();
        String volume = launch().volumeIds().get(1);
        String snapshot =
                ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId();

        assertThat(Refused.by(() -> create(ec2, request -> request.snapshotId(snapshot))))
                .isEqualTo("IncorrectState: Snapshot '" + snapshot + "' is not 'completed'.");
    }

    @Test
    @AwsFact(value = "A volume that is attached cannot be deleted", source = DELETE)
    void deleteVolume_attached_isRefused() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        String volume = instance.volumeIds().get(1);

        assertThat(Refused.by(() -> ec2.deleteVolume(request -> request.volumeId(volume))))
                .isEqualTo("VolumeInUse: Volume " + volume + " is currently attached to " + instance.id());
    }

    @Test
    @AwsFact(value = "A volume is attached only to an instance in its Availability Zone", source = ATTACH)
    void attachVolume_otherZone_isRefused() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        String volume = ec2.createVolume(
                        request -> request.availabilityZone(home() + "b").size(1))
                .volumeId();

        assertThat(Refused.by(() -> ec2.attachVolume(request ->
                        request.volumeId(volume).instanceId(instance.id()).device("/dev/sdz"))))
                .startsWith("InvalidVolume.ZoneMismatch");
    }

    @Test
    @AwsFact(value = "A volume passes through attaching and detaching", source = ATTACH)
    void attachVolume_withTime_passesThroughItsStates() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        String volume = create(ec2, request -> request.size(1));
        timing(timing -> timing.volumes(MINUTE));
        clock.advance(MINUTE);

        ec2.attachVolume(
                request -> request.volumeId(volume).instanceId(instance.id()).device("/dev/sdz"));
        assertThat(attachment(ec2, volume)).isEqualTo(VolumeAttachmentState.ATTACHING);
        clock.advance(MINUTE);
        assertThat(attachment(ec2, volume)).isEqualTo(VolumeAttachmentState.ATTACHED);
        ec2.detachVolume(request -> request.volumeId(volume));
        assertThat(attachment(ec2, volume)).isEqualTo(VolumeAttachmentState.DETACHING);
        clock.advance(MINUTE);
        assertThat(volume(ec2, volume).state()).isEqualTo(VolumeState.AVAILABLE);
        assertThat(volume(ec2, volume).attachments()).isEmpty();
    }

    private static VolumeAttachmentState attachment(Ec2Client ec2, String volume) {
        return volume(ec2, volume).attachments().get(0).state();
    }

    @Test
    @AwsFact(value = "The root volume is detached only while the instance is stopped", source = DETACH)
    void detachVolume_rootOfARunningInstance_isRefused() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        String root = instance.volumeIds().get(0);

        assertThat(Refused.by(() -> ec2.detachVolume(request -> request.volumeId(root))))
                .startsWith("OperationNotPermitted: Unable to detach root volume '" + root + "'");
        ec2.stopInstances(request -> request.instanceIds(instance.id()));
        ec2.detachVolume(request -> request.volumeId(root));

        assertThat(volume(ec2, root).state()).isEqualTo(VolumeState.AVAILABLE);
    }

    @Test
    @AwsFact(value = "A volume can be enlarged but not made smaller", source = MODIFY)
    void modifyVolume_smaller_isRefused() {
        Ec2Client ec2 = ec2();
        String volume = create(ec2, request -> request.size(10));

        assertThat(Refused.by(() ->
                        ec2.modifyVolume(request -> request.volumeId(volume).size(9))))
                .isEqualTo("InvalidParameterValue: New size cannot be smaller than existing size");
    }

    @Test
    @AwsFact(
            value = "A modification goes through modifying, optimizing and completed, and the next waits for it",
            source = MODIFY)
    void modifyVolume_twice_waitsForTheFirst() {
        Ec2Client ec2 = ec2();
        String volume = create(ec2, request -> request.size(10));

        var answer = ec2.modifyVolume(request -> request.volumeId(volume).size(20));

        assertThat(answer.volumeModification().modificationState()).isEqualTo(VolumeModificationState.MODIFYING);
        assertThat(volume(ec2, volume).size()).isEqualTo(20);
        assertThat(modification(ec2, volume)).isEqualTo(VolumeModificationState.OPTIMIZING);
        assertThat(Refused.by(() ->
                        ec2.modifyVolume(request -> request.volumeId(volume).size(30))))
                .startsWith("IncorrectModificationState");
        clock.advance(Duration.ofMinutes(5));
        assertThat(modification(ec2, volume)).isEqualTo(VolumeModificationState.COMPLETED);
    }

    private static VolumeModificationState modification(Ec2Client ec2, String volume) {
        return ec2.describeVolumesModifications(request -> request.volumeIds(volume))
                .volumesModifications()
                .get(0)
                .modificationState();
    }

    @Test
    @AwsFact(value = "A volume can be modified up to four times within 24 hours", source = MODIFY)
    void modifyVolume_fifthInADay_isRefused() {
        Ec2Client ec2 = ec2();
        String volume = create(ec2, request -> request.size(10));
        for (int size = 11; size < 15; size++) {
            int wanted = size;
            ec2.modifyVolume(request -> request.volumeId(volume).size(wanted));
            clock.advance(Duration.ofHours(1));
        }

        assertThat(Refused.by(() ->
                        ec2.modifyVolume(request -> request.volumeId(volume).size(20))))
                .startsWith("VolumeModificationRateExceeded");
    }
}
