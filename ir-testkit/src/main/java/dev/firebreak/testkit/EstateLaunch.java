package dev.firebreak.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Turns the description of an instance into the request that launches it. */
final class EstateLaunch {
    private EstateLaunch() {}

    static RunInstancesRequest request(InstanceSpec spec, String imageId, String subnetId, List<String> groupIds) {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .minCount(1)
                .maxCount(1)
                .imageId(imageId)
                .instanceType(InstanceType.M6_I_LARGE)
                .networkInterfaces(IntStream.range(0, spec.interfaces())
                        .mapToObj(index -> networkInterface(spec, index, subnetId, groupIds))
                        .toList())
                .blockDeviceMappings(IntStream.range(0, spec.dataVolumes())
                        .mapToObj(EstateLaunch::dataVolume)
                        .toList())
                .tagSpecifications(tags(spec));
        spec.profile().ifPresent(name -> request.iamInstanceProfile(profile -> profile.name(name)));
        spec.userData()
                .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(request::userData);
        return request.build();
    }

    private static InstanceNetworkInterfaceSpecification networkInterface(
            InstanceSpec spec, int index, String subnetId, List<String> groupIds) {
        return InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(index)
                .subnetId(subnetId)
                .groups(groupIds)
                // EC2 gives a public address only to an instance with one interface.
                .associatePublicIpAddress(spec.interfaces() == 1 ? true : null)
                .ipv6AddressCount(spec.hasIpv6() ? 1 : null)
                .build();
    }

    private static BlockDeviceMapping dataVolume(int index) {
        return BlockDeviceMapping.builder()
                .deviceName("/dev/sd" + (char) ('f' + index))
                .ebs(ebs -> ebs.volumeSize(20).volumeType("gp3").deleteOnTermination(true))
                .build();
    }

    private static TagSpecification tags(InstanceSpec spec) {
        return TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(spec.tags().entrySet().stream()
                        .map(entry -> Tag.builder()
                                .key(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList())
                .build();
    }
}
