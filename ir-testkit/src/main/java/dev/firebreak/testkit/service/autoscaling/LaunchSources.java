package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.LaunchTemplateVersions;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;

/** What a group launches: a launch template, a launch configuration, or the like of an instance. */
final class LaunchSources {
    private LaunchSources() {}

    static void set(Call call, AutoScalingGroup.Builder settings, CreateAutoScalingGroupRequest request) {
        long given = Stream.of(
                        request.launchTemplate(),
                        request.launchConfigurationName(),
                        request.instanceId(),
                        request.mixedInstancesPolicy())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw Groups.invalid(
                    "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.");
        }
        if (request.launchTemplate() != null) {
            settings.launchTemplate(template(call, request.launchTemplate()));
        } else if (request.launchConfigurationName() != null) {
            settings.launchConfigurationName(configuration(call, request.launchConfigurationName()));
        } else if (request.mixedInstancesPolicy() != null) {
            settings.mixedInstancesPolicy(MixedPolicies.complete(call, request.mixedInstancesPolicy()));
        } else {
            settings.launchConfigurationName(fromInstance(call, request));
        }
    }

    static void update(Call call, AutoScalingGroup.Builder settings, UpdateAutoScalingGroupRequest request) {
        if (request.launchTemplate() != null) {
            none(settings).launchTemplate(template(call, request.launchTemplate()));
        } else if (request.launchConfigurationName() != null) {
            none(settings).launchConfigurationName(configuration(call, request.launchConfigurationName()));
        } else if (request.mixedInstancesPolicy() != null) {
            none(settings).mixedInstancesPolicy(MixedPolicies.complete(call, request.mixedInstancesPolicy()));
        }
    }

    private static AutoScalingGroup.Builder none(AutoScalingGroup.Builder settings) {
        return settings.launchTemplate((LaunchTemplateSpecification) null)
                .launchConfigurationName(null)
                .mixedInstancesPolicy((MixedInstancesPolicy) null);
    }

    static LaunchTemplateSpecification template(Call call, LaunchTemplateSpecification given) {
        LaunchTemplateVersions template = call.region().ec2().launchTemplates().all().stream()
                .filter(each -> each.id().equals(given.launchTemplateId())
                        || each.name().equals(given.launchTemplateName()))
                .findFirst()
                .orElseThrow(
                        () -> Groups.invalid(
                                "You must use a valid fully-formed launch template. The specified launch template does not exist."));
        if (template.version(Objects.requireNonNullElse(given.version(), "")).isEmpty()) {
            throw Groups.invalid(
                    "You must use a valid fully-formed launch template. Could not find the specified version %s for the launch template with ID %s.",
                    given.version(), template.id());
        }
        return LaunchTemplateSpecification.builder()
                .launchTemplateId(template.id())
                .launchTemplateName(template.name())
                .version(given.version())
                .build();
    }

    private static String configuration(Call call, String name) {
        if (!call.region().autoScaling().launchConfigurations().containsKey(name)) {
            throw Groups.invalid("Launch configuration name not found - Launch configuration %s not found", name);
        }
        return name;
    }

    /** Makes a launch configuration, with the group's name, that launches instances like this one. */
    private static String fromInstance(Call call, CreateAutoScalingGroupRequest request) {
        Ec2State ec2 = call.region().ec2();
        Ec2Instance instance = ec2.instances()
                .find(request.instanceId())
                .orElseThrow(() -> Groups.invalid("Invalid Instance: %s", request.instanceId()));
        LaunchConfiguration.Builder configuration = LaunchConfiguration.builder()
                .launchConfigurationName(request.autoScalingGroupName())
                .imageId(instance.launched().imageId())
                .instanceType(instance.launched().instanceTypeAsString())
                .keyName(instance.launched().keyName())
                .userData(instance.userData().isEmpty() ? null : instance.userData())
                .createdTime(call.now());
        ec2.interfaces().by(Ec2State.BY_INSTANCE, instance.id()).stream()
                .findFirst()
                .ifPresent(eni -> configuration.securityGroups(
                        eni.groups().stream().map(GroupIdentifier::groupId).toList()));
        ec2.profileAssociation(instance.id())
                .ifPresent(association ->
                        configuration.iamInstanceProfile(association.profile().arn()));
        call.region().autoScaling().launchConfigurations().put(request.autoScalingGroupName(), configuration.build());
        return request.autoScalingGroupName();
    }
}
