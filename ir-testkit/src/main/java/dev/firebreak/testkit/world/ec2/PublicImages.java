package dev.firebreak.testkit.world.ec2;

import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** The images that every account sees, owned by Amazon. */
public final class PublicImages {
    private static final String OWNER = "137112412989";
    private static final List<String> NAMES = List.of(
            "al2023-ami-2023.9.20251117.1-kernel-6.1-x86_64",
            "al2023-ami-2023.9.20251117.1-kernel-6.1-arm64",
            "amzn2-ami-kernel-5.10-hvm-2.0.20251110.1-x86_64-gp2");

    private PublicImages() {}

    /** Adds them to a Region. */
    public static void addTo(Ec2State state, String region) {
        NAMES.forEach(name -> state.images().put(image(name, region)));
    }

    private static Image image(String name, String region) {
        String digits = String.format(Locale.ROOT, "0%08x%08x", name.hashCode(), (region + name).hashCode());
        return Image.builder()
                .imageId("ami-" + digits)
                .name(name)
                .description("Amazon Linux")
                .architecture(name.contains("arm64") ? ArchitectureValues.ARM64 : ArchitectureValues.X86_64)
                .creationDate("2025-11-18T00:00:00.000Z")
                .ownerId(OWNER)
                .imageOwnerAlias("amazon")
                .imageLocation("amazon/" + name)
                .imageType(ImageTypeValues.MACHINE)
                .publicLaunchPermissions(true)
                .state(ImageState.AVAILABLE)
                .hypervisor(HypervisorType.XEN)
                .virtualizationType(VirtualizationType.HVM)
                .rootDeviceName("/dev/xvda")
                .rootDeviceType(DeviceType.EBS)
                .blockDeviceMappings(BlockDeviceMapping.builder()
                        .deviceName("/dev/xvda")
                        .ebs(ebs -> ebs.snapshotId("snap-" + digits)
                                .volumeSize(8)
                                .volumeType(VolumeType.GP3)
                                .deleteOnTermination(true)
                                .encrypted(false))
                        .build())
                .build();
    }
}
