package dev.firebreak.testkit.service.ec2.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import dev.firebreak.testkit.world.AwsEvent;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

class UnusableKeyCasesTest extends Ec2Cases {
    private static final String CREATE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html";
    private static final String EVENTS = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html";
    private static final String COPY = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html";
    private static final String IMAGE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopyImage.html";
    private static final String DEFAULT_KEY =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyEbsDefaultKmsKeyId.html";
    private static final String SHARED_KEY = "https://docs.aws.amazon.com/ebs/latest/userguide/share-kms-key.html";
    private static final String STATE = "https://docs.aws.amazon.com/kms/latest/developerguide/unusable-kms-keys.html";
    private static final String UNKNOWN = "11111111-2222-3333-4444-555555555555";

    private KmsClient kms() {
        return client(KmsClient.builder());
    }

    private String disabledKey() {
        String key = key(fake.accountId());
        kms().disableKey(request -> request.keyId(key));
        return key;
    }

    private String volumeOf(Ec2Client ec2, String key) {
        return ec2.createVolume(request -> request.availabilityZone(home() + "a")
                        .size(1)
                        .encrypted(true)
                        .kmsKeyId(key))
                .volumeId();
    }

    private Snapshot copyOf(Ec2Client ec2, String snapshot, String key) {
        String copy = ec2.copySnapshot(request -> request.sourceRegion(home())
                        .presignedUrl(PRESIGNED)
                        .sourceSnapshotId(snapshot)
                        .encrypted(true)
                        .kmsKeyId(key))
                .snapshotId();
        clock.advance(MINUTE);
        return snapshot(ec2, copy);
    }

    private static Instance instance(Ec2Client ec2, String id) {
        return ec2.describeInstances(request -> request.instanceIds(id))
                .reservations()
                .get(0)
                .instances()
                .get(0);
    }

    @Test
    @AwsFact(value = "A volume with a key that does not exist is created at first, and vanishes", source = CREATE)
    void createVolume_unknownKey_vanishes() {
        timing(timing -> timing.volumes(MINUTE));
        Ec2Client ec2 = ec2();

        String id = volumeOf(ec2, UNKNOWN);

        assertThat(volume(ec2, id).state()).isEqualTo(VolumeState.CREATING);
        clock.advance(MINUTE);
        assertThat(Refused.by(() -> volume(ec2, id)))
                .isEqualTo("InvalidVolume.NotFound: The volume '" + id + "' does not exist.");
    }

    @Test
    @AwsFact(value = "An event says that a volume could not be created because its key is disabled", source = EVENTS)
    void createVolume_disabledKey_tells() {
        var told = new ArrayList<AwsEvent>();
        fake.world().events().listen(told::add);
        Ec2Client ec2 = ec2();
        String key = disabledKey();

        String id = volumeOf(ec2, key);

        assertThat(Refused.by(() -> volume(ec2, id))).startsWith("InvalidVolume.NotFound");
        assertThat(told)
                .filteredOn(event -> event.detailType().equals("EBS Volume Notification"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.detail().path("result").asText()).isEqualTo("failed");
                    assertThat(event.detail().path("cause").asText()).isEqualTo(key + " is disabled.");
                });
    }

    @Test
    @AwsFact(value = "EBS does not support asymmetric keys", source = CREATE)
    void createVolume_asymmetricKey_vanishes() {
        Ec2Client ec2 = ec2();
        String key = kms().createKey(
                        request -> request.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.ENCRYPT_DECRYPT))
                .keyMetadata()
                .arn();

        String id = volumeOf(ec2, key);

        assertThat(Refused.by(() -> volume(ec2, id))).startsWith("InvalidVolume.NotFound");
    }

    @Test
    @AwsFact(
            value = "The key of another account encrypts nothing until its policy or a grant lets the caller use it",
            source = SHARED_KEY)
    void createVolume_keyOfAnotherAccount_needsAGrant() {
        Ec2Client ec2 = ec2();
        String key = key(OTHER);

        String refused = volumeOf(ec2, key);
        client(KmsClient.builder(), OTHER, home())
                .createGrant(request -> request.keyId(key)
                        .granteePrincipal("arn:aws:iam::" + fake.accountId() + ":root")
                        .operationsWithStrings("GenerateDataKeyWithoutPlaintext", "CreateGrant"));
        String granted = volumeOf(ec2, key);

        assertThat(Refused.by(() -> volume(ec2, refused))).startsWith("InvalidVolume.NotFound");
        assertThat(volume(ec2, granted).kmsKeyId()).isEqualTo(key);
    }

    @Test
    @AwsFact(value = "A copy under a key that is pending deletion fails, and says why", source = COPY)
    void copySnapshot_keyPendingDeletion_endsInError() {
        Ec2Client ec2 = ec2();
        String source = snapshotOf(ec2, launch().volumeIds().get(0));
        String key = key(fake.accountId());
        kms().scheduleKeyDeletion(request -> request.keyId(key));

        Snapshot copy = copyOf(ec2, source, key);

        assertThat(copy.state()).isEqualTo(SnapshotState.ERROR);
        assertThat(copy.stateMessage()).isEqualTo("Given key ID is not accessible");
    }

    @Test
    @AwsFact(
            value = "Whoever copies an encrypted snapshot that is shared must also be let use its key",
            source = SHARED_KEY)
    void copySnapshot_sharedWithoutItsKey_endsInError() {
        Ec2Client ec2 = ec2();
        String key = key(fake.accountId());
        String snapshot = snapshotOf(ec2, volumeOf(ec2, key));
        ec2.modifySnapshotAttribute(request -> request.snapshotId(snapshot)
                .createVolumePermission(change -> change.add(
                        CreateVolumePermission.builder().userId(OTHER).build())));
        Ec2Client forensics = ec2(OTHER, home());
        String theirs = key(OTHER);

        Snapshot without = copyOf(forensics, snapshot, theirs);
        kms().createGrant(request -> request.keyId(key)
                .granteePrincipal("arn:aws:iam::" + OTHER + ":root")
                .operationsWithStrings("Decrypt"));
        Snapshot with = copyOf(forensics, snapshot, theirs);

        assertThat(without.state()).isEqualTo(SnapshotState.ERROR);
        assertThat(with.state()).isEqualTo(SnapshotState.COMPLETED);
    }

    @Test
    @AwsFact(value = "A copy of an image under a key that cannot be used fails", source = IMAGE)
    void copyImage_disabledKey_fails() {
        Ec2Client ec2 = ec2();
        String source = ec2.createImage(request ->
                        request.instanceId(launch().id()).name("evidence").noReboot(true))
                .imageId();
        clock.advance(MINUTE.multipliedBy(30));
        String key = disabledKey();

        String copy = ec2.copyImage(request -> request.name("copy")
                        .sourceRegion(home())
                        .sourceImageId(source)
                        .encrypted(true)
                        .kmsKeyId(key))
                .imageId();

        Image image =
                ec2.describeImages(request -> request.imageIds(copy)).images().get(0);
        assertThat(image.state()).isEqualTo(ImageState.FAILED);
    }

    @Test
    @AwsFact(value = "Launches fail while the default key of a Region is disabled", source = DEFAULT_KEY)
    void runInstances_defaultKeyDisabled_isTerminated() {
        Ec2Client ec2 = ec2();
        String image = instance(ec2, launch().id()).imageId();
        String key = disabledKey();
        ec2.enableEbsEncryptionByDefault(request -> {});
        ec2.modifyEbsDefaultKmsKeyId(request -> request.kmsKeyId(key));

        String id = ec2.runInstances(
                        request -> request.imageId(image).minCount(1).maxCount(1))
                .instances()
                .get(0)
                .instanceId();

        Instance instance = instance(ec2, id);
        assertThat(instance.state().name()).isEqualTo(InstanceStateName.TERMINATED);
        assertThat(instance.stateReason().message())
                .isEqualTo("Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state");
        assertThat(instance.blockDeviceMappings()).isEmpty();
    }

    @Test
    @AwsFact(value = "An instance does not start while the key of a volume is disabled", source = STATE)
    void startInstances_keyDisabledMeanwhile_staysStopped() {
        Ec2Client ec2 = ec2();
        LaunchedInstance launched = launch();
        String key = key(fake.accountId());
        String volume = volumeOf(ec2, key);
        ec2.attachVolume(
                request -> request.instanceId(launched.id()).volumeId(volume).device("/dev/sdz"));
        ec2.stopInstances(request -> request.instanceIds(launched.id()));

        kms().disableKey(request -> request.keyId(key));
        ec2.startInstances(request -> request.instanceIds(launched.id()));
        InstanceStateName disabled = instance(ec2, launched.id()).state().name();
        kms().enableKey(request -> request.keyId(key));
        ec2.startInstances(request -> request.instanceIds(launched.id()));

        assertThat(disabled).isEqualTo(InstanceStateName.STOPPED);
        assertThat(instance(ec2, launched.id()).state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(instance(ec2, launched.id()).stateReason()).isNull();
    }
}
