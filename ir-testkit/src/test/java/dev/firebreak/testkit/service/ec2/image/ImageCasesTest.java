package dev.firebreak.testkit.service.ec2.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import dev.firebreak.testkit.world.disk.Disks;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;

class ImageCasesTest extends Ec2Cases {
    private static final String CREATE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html";
    private static final String SHARE = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html";
    private static final String BLOCK =
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html";
    private static final String COPY = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/CopyingAMIs.html";
    private static final String DEPRECATE = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html";
    private static final String PROTECT =
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deregistration-protection.html";
    private static final String REGISTER =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html";

    private String image(Ec2Client ec2, LaunchedInstance instance) {
        String id = ec2.createImage(request ->
                        request.instanceId(instance.id()).name("evidence").noReboot(true))
                .imageId();
        clock.advance(MINUTE.multipliedBy(2));
        return id;
    }

    private static Image describe(Ec2Client ec2, String id) {
        return ec2.describeImages(request -> request.imageIds(id)).images().get(0);
    }

    private static void share(Ec2Client ec2, String image, String account) {
        ec2.modifyImageAttribute(request -> request.imageId(image)
                .launchPermission(change ->
                        change.add(LaunchPermission.builder().userId(account).build())));
    }

    private static void publish(Ec2Client ec2, String image) {
        ec2.modifyImageAttribute(request -> request.imageId(image)
                .attribute("launchPermission")
                .operationType("add")
                .userGroups("all"));
    }

    @Test
    @AwsFact(value = "Making an image reboots the instance unless NoReboot is set", source = CREATE)
    void createImage_byDefault_reboots() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        Ec2Instance machine = state().instances().find(instance.id()).orElseThrow();
        clock.advance(MINUTE);

        ec2.createImage(
                request -> request.instanceId(instance.id()).name("left").noReboot(true));
        assertThat(machine.booted()).isEqualTo(clock.instant().minus(MINUTE));
        ec2.createImage(request -> request.instanceId(instance.id()).name("rebooted"));

        assertThat(machine.booted()).isEqualTo(clock.instant());
        assertThat(machine.reboots()).isEqualTo(1);
    }

    @Test
    @AwsFact(value = "A copy of an image has copies of its snapshots, encrypted when that is asked for", source = COPY)
    void copyImage_encrypted_copiesTheSnapshots() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        disks().write(instance.volumeIds().get(1), 0, new byte[] {42});
        String source = image(ec2, instance);

        String copy = ec2.copyImage(request -> request.sourceImageId(source)
                        .sourceRegion(home())
                        .name("encrypted")
                        .encrypted(true))
                .imageId();

        assertThat(describe(ec2, copy).state()).isEqualTo(ImageState.PENDING);
        assertThat(describe(ec2, copy).blockDeviceMappings())
                .hasSize(2)
                .allMatch(mapping -> mapping.ebs().encrypted());
        String snapshot = describe(ec2, copy).blockDeviceMappings().get(1).ebs().snapshotId();
        assertThat(disks().snapshot(snapshot).read(0, 1)).containsExactly(42);
    }

    @Test
    @AwsFact(value = "An image is launched by an account it is shared with, and by no other", source = SHARE)
    void modifyImageAttribute_shared_isLaunchedByTheOther() {
        Ec2Client ec2 = ec2();
        LaunchedInstance instance = launch();
        disks().write(instance.volumeIds().get(1), 0, new byte[] {42});
        String image = image(ec2, instance);
        Ec2Client other = ec2(OTHER, home());

        assertThat(Refused.by(() -> other.runInstances(
                        request -> request.imageId(image).minCount(1).maxCount(1))))
                .isEqualTo("InvalidAMIID.NotFound: The image id '[" + image + "]' does not exist");
        share(ec2, image, OTHER);
        var launched = other.runInstances(
                        request -> request.imageId(image).minCount(1).maxCount(1))
                .instances()
                .get(0);

        var volume = launched.blockDeviceMappings().get(1).ebs().volumeId();
        Disks theirs = Disks.of(fake.world().account(OTHER).region(home()));
        assertThat(theirs.volume(volume).read(0, 1)).containsExactly(42);
    }

    @Test
    @AwsFact(value = "New accounts block the public sharing of images", source = BLOCK)
    void modifyImageAttribute_public_isRefusedUntilUnblocked() {
        Ec2Client ec2 = ec2();
        String image = image(ec2, launch());

        assertThat(Refused.by(() -> publish(ec2, image))).startsWith("OperationNotPermitted");
        ec2.disableImageBlockPublicAccess(request -> {});
        publish(ec2, image);

        assertThat(describe(ec2("333333333333", home()), image).publicLaunchPermissions())
                .isTrue();
        ec2.resetImageAttribute(request -> request.imageId(image).attribute("launchPermission"));
        assertThat(describe(ec2, image).publicLaunchPermissions()).isFalse();
    }

    @Test
    @AwsFact(value = "An image with snapshots encrypted by the key that AWS manages cannot be shared", source = SHARE)
    void modifyImageAttribute_defaultKey_isRefused() {
        Ec2Client ec2 = ec2();
        ec2.enableEbsEncryptionByDefault(request -> {});
        String image = image(ec2, launch());

        assertThat(Refused.by(() -> share(ec2, image, OTHER)))
                .isEqualTo("InvalidParameter: Snapshots encrypted with the AWS Managed CMK can't be shared."
                        + " Specify another snapshot.");
    }

    @Test
    @AwsFact(value = "Only the owner of an image changes or deregisters it", source = SHARE)
    void deregisterImage_ofAnother_isRefused() {
        Ec2Client ec2 = ec2();
        String image = image(ec2, launch());
        share(ec2, image, OTHER);

        assertThat(Refused.by(() -> ec2(OTHER, home()).deregisterImage(request -> request.imageId(image))))
                .isEqualTo("AuthFailure: Not authorized for image:" + image);
    }

    @Test
    @AwsFact(value = "A deprecated image is no longer listed for others, who may still launch it", source = DEPRECATE)
    void enableImageDeprecation_past_isHiddenFromOthers() {
        Ec2Client ec2 = ec2();
        String image = image(ec2, launch());
        share(ec2, image, OTHER);
        ec2.enableImageDeprecation(
                request -> request.imageId(image).deprecateAt(clock.instant().plus(Duration.ofHours(1))));
        Ec2Client other = ec2(OTHER, home());

        assertThat(other.describeImages(request -> request.executableUsers("self"))
                        .images())
                .hasSize(1);
        clock.advance(Duration.ofHours(1));

        assertThat(other.describeImages(request -> request.executableUsers("self"))
                        .images())
                .isEmpty();
        assertThat(describe(other, image).imageId()).isEqualTo(image);
    }

    @Test
    @AwsFact(
            value = "A disabled image cannot be launched",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/disable-an-ami.html")
    void disableImage_launch_isRefused() {
        Ec2Client ec2 = ec2();
        String image = image(ec2, launch());

        ec2.disableImage(request -> request.imageId(image));

        assertThat(Refused.by(() -> ec2.runInstances(
                        request -> request.imageId(image).minCount(1).maxCount(1))))
                .startsWith("InvalidAMIID.Unavailable");
    }

    @Test
    @AwsFact(value = "An image that is protected cannot be deregistered", source = PROTECT)
    void deregisterImage_protected_isRefused() {
        Ec2Client ec2 = ec2();
        String image = image(ec2, launch());
        ec2.enableImageDeregistrationProtection(request -> request.imageId(image));

        assertThat(Refused.by(() -> ec2.deregisterImage(request -> request.imageId(image))))
                .startsWith("OperationNotPermitted");
        ec2.disableImageDeregistrationProtection(request -> request.imageId(image));
        ec2.deregisterImage(request -> request.imageId(image));

        assertThat(Refused.by(() -> describe(ec2, image))).startsWith("InvalidAMIID.NotFound");
    }

    @Test
    @AwsFact(value = "An image is registered of a completed snapshot", source = REGISTER)
    void registerImage_ofASnapshot_isAvailable() {
        Ec2Client ec2 = ec2();
        String snapshot = snapshotOf(ec2, launch().volumeIds().get(0));

        String image = ec2.registerImage(request -> request.name("registered")
                        .rootDeviceName("/dev/xvda")
                        .blockDeviceMappings(BlockDeviceMapping.builder()
                                .deviceName("/dev/xvda")
                                .ebs(ebs -> ebs.snapshotId(snapshot))
                                .build()))
                .imageId();

        assertThat(describe(ec2, image).state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(describe(ec2, image).blockDeviceMappings().get(0).ebs().volumeSize())
                .isEqualTo(8);
    }
}
