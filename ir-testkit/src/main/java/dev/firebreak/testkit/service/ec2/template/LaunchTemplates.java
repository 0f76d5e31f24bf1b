package dev.firebreak.testkit.service.ec2.template;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.LaunchTemplateVersions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Finds launch templates, and fills a launch request from the one that it names. */
public final class LaunchTemplates {
    private LaunchTemplates() {}

    /** Adds the operations on launch templates. */
    public static void addTo(Operations operations) {
        LaunchTemplateOperations.addTo(operations);
        LaunchTemplateVersionOperations.addTo(operations);
        LaunchTemplateDeletions.addTo(operations);
    }

    /** The request with the template's value for everything that it does not say itself. */
    public static RunInstancesRequest complete(Call call, RunInstancesRequest request) {
        if (request.launchTemplate() == null) {
            return request;
        }
        RequestLaunchTemplateData template = find(call, request.launchTemplate());
        RunInstancesRequest.Builder complete = request.toBuilder().launchTemplate((LaunchTemplateSpecification) null);
        complete.imageId(either(request.imageId(), template.imageId()));
        if (request.instanceTypeAsString() == null) {
            complete.instanceType(template.instanceTypeAsString());
        }
        complete.keyName(either(request.keyName(), template.keyName()));
        complete.userData(either(request.userData(), template.userData()));
        complete.disableApiTermination(either(request.disableApiTermination(), template.disableApiTermination()));
        complete.disableApiStop(either(request.disableApiStop(), template.disableApiStop()));
        complete.ebsOptimized(either(request.ebsOptimized(), template.ebsOptimized()));
        complete.instanceInitiatedShutdownBehavior(either(
                request.instanceInitiatedShutdownBehaviorAsString(),
                template.instanceInitiatedShutdownBehaviorAsString()));
        completeNetwork(complete, request, template);
        completeRest(complete, request, template);
        return complete.build();
    }

    /** The version of the template that a specification names, or EC2's refusal. */
    static RequestLaunchTemplateData find(Call call, LaunchTemplateSpecification specification) {
        LaunchTemplateVersions template =
                named(call, specification.launchTemplateId(), specification.launchTemplateName());
        return version(template, Objects.requireNonNullElse(specification.version(), ""))
                .data();
    }

    /** The version of a template, or EC2's refusal. */
    static LaunchTemplateVersions.Version version(LaunchTemplateVersions template, String version) {
        return template.find(version)
                .orElseThrow(() -> AwsError.of(
                        "InvalidLaunchTemplateId.VersionNotFound",
                        "Could not find the specified version %s for the launch template with ID %s.",
                        version,
                        template.id()));
    }

    /** The template with this id or this name, of which one must be given. */
    static LaunchTemplateVersions named(Call call, @Nullable String id, @Nullable String name) {
        if (id != null && name != null) {
            throw Refusals.combination(
                    "The parameters LaunchTemplateId and LaunchTemplateName cannot be used together.");
        }
        return id != null
                ? Kind.LAUNCH_TEMPLATE.get(call, id)
                : byName(call, Refusals.required(name, "LaunchTemplateName"));
    }

    static LaunchTemplateVersions byName(Call call, String name) {
        return call.region().ec2().launchTemplates().all().stream()
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        "InvalidLaunchTemplateName.NotFoundException",
                        "At least one of the launch templates specified in the request does not exist."));
    }

    private static void completeNetwork(
            RunInstancesRequest.Builder complete, RunInstancesRequest request, RequestLaunchTemplateData template) {
        if (request.networkInterfaces().isEmpty()
                && !template.networkInterfaces().isEmpty()) {
            List<InstanceNetworkInterfaceSpecification> interfaces = template.networkInterfaces().stream()
                    .map(LaunchTemplates::networkInterface)
                    .toList();
            if (request.subnetId() != null) {
                interfaces = interfaces.stream()
                        .map(each -> each.copy(copy -> copy.subnetId(request.subnetId())))
                        .toList();
            }
            complete.subnetId(null).networkInterfaces(interfaces);
        }
        if (request.securityGroupIds().isEmpty() && request.securityGroups().isEmpty()) {
            complete.securityGroupIds(template.securityGroupIds()).securityGroups(template.securityGroups());
        }
    }

    private static InstanceNetworkInterfaceSpecification networkInterface(
            LaunchTemplateInstanceNetworkInterfaceSpecificationRequest given) {
        return InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(given.deviceIndex())
                .subnetId(given.subnetId())
                .networkInterfaceId(given.networkInterfaceId())
                .groups(given.groups())
                .description(given.description())
                .deleteOnTermination(given.deleteOnTermination())
                .ipv6AddressCount(given.ipv6AddressCount())
                .associatePublicIpAddress(given.associatePublicIpAddress())
                .build();
    }

    private static void completeRest(
            RunInstancesRequest.Builder complete, RunInstancesRequest request, RequestLaunchTemplateData template) {
        if (request.iamInstanceProfile() == null && template.iamInstanceProfile() != null) {
            var profile = template.iamInstanceProfile();
            complete.iamInstanceProfile(copy -> copy.arn(profile.arn()).name(profile.name()));
        }
        if (request.monitoring() == null && template.monitoring() != null) {
            complete.monitoring(copy -> copy.enabled(template.monitoring().enabled()));
        }
        if (request.placement() == null && template.placement() != null) {
            complete.placement(
                    copy -> copy.availabilityZone(template.placement().availabilityZone()));
        }
        if (request.blockDeviceMappings().isEmpty()) {
            complete.blockDeviceMappings(template.blockDeviceMappings().stream()
                    .map(LaunchTemplates::mapping)
                    .toList());
        }
        if (request.tagSpecifications().isEmpty()) {
            complete.tagSpecifications(template.tagSpecifications().stream()
                    .map(each -> TagSpecification.builder()
                            .resourceType(each.resourceType())
                            .tags(each.tags())
                            .build())
                    .toList());
        }
        if (request.metadataOptions() == null && template.metadataOptions() != null) {
            var options = template.metadataOptions();
            complete.metadataOptions(copy -> copy.httpTokens(options.httpTokensAsString())
                    .httpEndpoint(options.httpEndpointAsString())
                    .httpPutResponseHopLimit(options.httpPutResponseHopLimit()));
        }
    }

    private static BlockDeviceMapping mapping(LaunchTemplateBlockDeviceMappingRequest given) {
        BlockDeviceMapping.Builder mapping =
                BlockDeviceMapping.builder().deviceName(given.deviceName()).noDevice(given.noDevice());
        var device = given.ebs();
        if (device != null) {
            mapping.ebs(ebs -> ebs.snapshotId(device.snapshotId())
                    .volumeSize(device.volumeSize())
                    .volumeType(device.volumeTypeAsString())
                    .encrypted(device.encrypted())
                    .deleteOnTermination(device.deleteOnTermination()));
        }
        return mapping.build();
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
