package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Makes the request with which a group launches its next instance. */
final class LaunchRequests {
    private LaunchRequests() {}

    static RunInstancesRequest of(Call call, ScalingGroup group) {
        AutoScalingGroup settings = group.settings();
        RunInstancesRequest.Builder request =
                RunInstancesRequest.builder().minCount(1).maxCount(1);
        place(call, group, request);
        if (settings.mixedInstancesPolicy() != null) {
            MixedInstances.choose(call, group, settings.mixedInstancesPolicy(), request);
        } else if (settings.launchTemplate() != null) {
            request.launchTemplate(specification(settings.launchTemplate()));
        } else {
            configure(request, configuration(call, settings.launchConfigurationName()));
        }
        return request.build();
    }

    static LaunchTemplateSpecification specification(
            software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification template) {
        return LaunchTemplateSpecification.builder()
                .launchTemplateId(template.launchTemplateId())
                .version(template.version())
                .build();
    }

    private static LaunchConfiguration configuration(Call call, String name) {
        return Optional.ofNullable(
                        call.region().autoScaling().launchConfigurations().get(name))
                .orElseThrow(() -> Groups.invalid("Launch configuration %s not found", name));
    }

    /** Chooses the subnet, or the zone, with fewest members. */
    private static void place(Call call, ScalingGroup group, RunInstancesRequest.Builder request) {
        String subnets = group.settings().vpcZoneIdentifier();
        if (subnets != null && !subnets.isEmpty()) {
            request.subnetId(Stream.of(subnets.split(","))
                    .min(Comparator.comparing(subnet -> count(group, zoneOf(call, subnet))))
                    .orElseThrow());
        } else {
            request.placement(Placement.builder()
                    .availabilityZone(group.settings().availabilityZones().stream()
                            .min(Comparator.comparing(zone -> count(group, zone)))
                            .orElseThrow())
                    .build());
        }
    }

    static String zoneOf(Call call, String subnetId) {
        return call.region()
                .ec2()
                .subnets()
                .find(subnetId)
                .map(Subnet::availabilityZone)
                .orElseThrow(() -> Groups.invalid("The subnet ID '%s' does not exist", subnetId));
    }

    /** How many members of a group are active in a zone. */
    static long count(ScalingGroup group, String zone) {
        return group.members().stream()
                .filter(ScalingGroup::isActive)
                .filter(member -> member.availabilityZone().equals(zone))
                .count();
    }

    private static void configure(RunInstancesRequest.Builder request, LaunchConfiguration configuration) {
        request.imageId(configuration.imageId())
                .instanceType(configuration.instanceType())
                .keyName(configuration.keyName())
                .userData(configuration.userData())
                .blockDeviceMappings(configuration.blockDeviceMappings().stream()
                        .map(LaunchRequests::mapping)
                        .toList());
        String profile = configuration.iamInstanceProfile();
        if (profile != null) {
            var specification = IamInstanceProfileSpecification.builder();
            request.iamInstanceProfile(
                    (profile.startsWith("arn:") ? specification.arn(profile) : specification.name(profile)).build());
        }
        if (configuration.associatePublicIpAddress() == null) {
            request.securityGroupIds(configuration.securityGroups());
        } else {
            String subnet = request.build().subnetId();
            request.subnetId(null)
                    .networkInterfaces(List.of(InstanceNetworkInterfaceSpecification.builder()
                            .deviceIndex(0)
                            .subnetId(subnet)
                            .groups(configuration.securityGroups())
                            .associatePublicIpAddress(configuration.associatePublicIpAddress())
                            .build()));
        }
    }

    private static BlockDeviceMapping mapping(
            software.amazon.awssdk.services.autoscaling.model.BlockDeviceMapping given) {
        var device = given.ebs();
        var mapping = BlockDeviceMapping.builder().deviceName(given.deviceName());
        if (device != null) {
            mapping.ebs(ebs -> ebs.snapshotId(device.snapshotId())
                    .volumeSize(device.volumeSize())
                    .volumeType(device.volumeType())
                    .encrypted(device.encrypted())
                    .deleteOnTermination(device.deleteOnTermination()));
        }
        return mapping.build();
    }
}
