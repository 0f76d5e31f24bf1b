package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.autoscaling.AutoScalingState;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;

/** Auto Scaling groups. */
final class GroupOperations {
    private GroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateAutoScalingGroup", CreateAutoScalingGroupRequest::builder, GroupOperations::create)
                .on("UpdateAutoScalingGroup", UpdateAutoScalingGroupRequest::builder, GroupOperations::update)
                .on("DeleteAutoScalingGroup", DeleteAutoScalingGroupRequest::builder, GroupOperations::delete)
                .on("SetDesiredCapacity", SetDesiredCapacityRequest::builder, GroupOperations::setDesired)
                .on("DescribeAutoScalingGroups", DescribeAutoScalingGroupsRequest::builder, GroupOperations::describe);
    }

    private static CreateAutoScalingGroupResponse create(Call call, CreateAutoScalingGroupRequest request) {
        AutoScalingState state = call.region().autoScaling();
        String name = Groups.required(request.autoScalingGroupName(), "autoScalingGroupName");
        if (state.groups().containsKey(name)) {
            throw AwsError.of(
                    "AlreadyExists",
                    "AutoScalingGroup by this name already exists - A group with the name %s already exists",
                    name);
        }
        int least = Groups.required(request.minSize(), "minSize");
        int most = Groups.required(request.maxSize(), "maxSize");
        int desired = request.desiredCapacity() == null ? least : request.desiredCapacity();
        checkSizes(least, most, desired);
        TargetGroupOperations.check(call, request.targetGroupARNs());
        var group = new ScalingGroup(settings(call, request, desired));
        request.tags().forEach(tag -> group.tags().put(tag.key(), TagOperations.description(name, tag)));
        state.groups().put(name, group);
        state.upkeep(() -> Scaler.upkeep(call));
        Scaler.settle(call, group);
        return CreateAutoScalingGroupResponse.builder().build();
    }

    private static void checkSizes(int least, int most, int desired) {
        if (least < 0 || least > most) {
            throw Groups.invalid("Max bound, %d, must be greater than or equal to min bound, %d", most, least);
        }
        if (desired < least || desired > most) {
            throw Groups.invalid(
                    "Desired capacity:%d must be between the specified min size:%d and max size:%d",
                    desired, least, most);
        }
    }

    private static AutoScalingGroup settings(Call call, CreateAutoScalingGroupRequest request, int desired) {
        AutoScalingGroup.Builder settings = AutoScalingGroup.builder()
                .autoScalingGroupName(request.autoScalingGroupName())
                .autoScalingGroupARN("arn:aws:autoscaling:" + call.region().name() + ":"
                        + call.account().id() + ":autoScalingGroup:"
                        + call.world().ids().uuid() + ":autoScalingGroupName/" + request.autoScalingGroupName())
                .minSize(request.minSize())
                .maxSize(request.maxSize())
                .desiredCapacity(desired)
                .defaultCooldown(request.defaultCooldown() == null ? 300 : request.defaultCooldown())
                .healthCheckType(request.healthCheckType() == null ? "EC2" : request.healthCheckType())
                .healthCheckGracePeriod(request.healthCheckGracePeriod() == null ? 0 : request.healthCheckGracePeriod())
                .terminationPolicies(
                        request.terminationPolicies().isEmpty() ? List.of("Default") : request.terminationPolicies())
                .newInstancesProtectedFromScaleIn(Boolean.TRUE.equals(request.newInstancesProtectedFromScaleIn()))
                .targetGroupARNs(request.targetGroupARNs())
                .loadBalancerNames(request.loadBalancerNames())
                .createdTime(call.now());
        place(call, settings, request.vpcZoneIdentifier(), request.availabilityZones());
        LaunchSources.set(call, settings, request);
        return settings.build();
    }

    private static void place(Call call, AutoScalingGroup.Builder settings, String subnets, List<String> zones) {
        if (subnets != null && !subnets.isEmpty()) {
            settings.vpcZoneIdentifier(subnets)
                    .availabilityZones(Stream.of(subnets.split(","))
                            .map(subnet -> LaunchRequests.zoneOf(call, subnet))
                            .distinct()
                            .sorted()
                            .toList());
        } else if (!zones.isEmpty()) {
            settings.vpcZoneIdentifier("").availabilityZones(zones);
        } else {
            throw Groups.invalid("At least one Availability Zone or VPC Subnet is required.");
        }
    }

    private static UpdateAutoScalingGroupResponse update(Call call, UpdateAutoScalingGroupRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        AutoScalingGroup old = group.settings();
        int least = request.minSize() == null ? old.minSize() : request.minSize();
        int most = request.maxSize() == null ? old.maxSize() : request.maxSize();
        int desired = request.desiredCapacity() == null
                ? Math.max(Math.min(old.desiredCapacity(), most), least)
                : request.desiredCapacity();
        checkSizes(least, most, desired);
        AutoScalingGroup.Builder changed =
                old.toBuilder().minSize(least).maxSize(most).desiredCapacity(desired);
        if (request.vpcZoneIdentifier() != null || !request.availabilityZones().isEmpty()) {
            place(call, changed, request.vpcZoneIdentifier(), request.availabilityZones());
        }
        if (request.newInstancesProtectedFromScaleIn() != null) {
            changed.newInstancesProtectedFromScaleIn(request.newInstancesProtectedFromScaleIn());
        }
        if (request.healthCheckType() != null) {
            changed.healthCheckType(request.healthCheckType());
        }
        LaunchSources.update(call, changed, request);
        group.settings(changed.build());
        Scaler.settle(call, group);
        return UpdateAutoScalingGroupResponse.builder().build();
    }

    private static DeleteAutoScalingGroupResponse delete(Call call, DeleteAutoScalingGroupRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        if (!group.members().isEmpty() && !Boolean.TRUE.equals(request.forceDelete())) {
            throw AwsError.of(
                    "ResourceInUse",
                    "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.");
        }
        List.copyOf(group.members())
                .forEach(member -> Scaler.finish(call, group, member.instanceId(), "the group was deleted with force"));
        call.region().autoScaling().groups().remove(group.name());
        return DeleteAutoScalingGroupResponse.builder().build();
    }

    private static SetDesiredCapacityResponse setDesired(Call call, SetDesiredCapacityRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        int desired = Groups.required(request.desiredCapacity(), "desiredCapacity");
        AutoScalingGroup settings = group.settings();
        if (desired > settings.maxSize()) {
            throw Groups.invalid(
                    "New SetDesiredCapacity value %d is above max value %d for the AutoScalingGroup.",
                    desired, settings.maxSize());
        }
        if (desired < settings.minSize()) {
            throw Groups.invalid(
                    "New SetDesiredCapacity value %d is below min value %d for the AutoScalingGroup.",
                    desired, settings.minSize());
        }
        group.change(copy -> copy.desiredCapacity(desired));
        Scaler.settle(call, group);
        return SetDesiredCapacityResponse.builder().build();
    }

    private static DescribeAutoScalingGroupsResponse describe(Call call, DescribeAutoScalingGroupsRequest request) {
        var found = new ArrayList<>(call.region().autoScaling().groups().values());
        found.removeIf(group -> !request.autoScalingGroupNames().isEmpty()
                && !request.autoScalingGroupNames().contains(group.name()));
        request.filters().forEach(filter -> found.removeIf(group -> !matches(group, filter)));
        var page = Records.page(found, request.maxRecords(), request.nextToken());
        return DescribeAutoScalingGroupsResponse.builder()
                .autoScalingGroups(
                        page.items().stream().map(GroupOperations::view).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(ScalingGroup group, Filter filter) {
        if (filter.name().equals("tag-key")) {
            return filter.values().stream().anyMatch(group.tags()::containsKey);
        }
        if (filter.name().equals("tag-value")) {
            return group.tags().values().stream()
                    .anyMatch(tag -> filter.values().contains(tag.value()));
        }
        if (filter.name().startsWith("tag:")) {
            TagDescription tag = group.tags().get(filter.name().substring("tag:".length()));
            return tag != null && filter.values().contains(tag.value());
        }
        throw Groups.invalid(
                "Filter type %s is not correct. Allowed Filter types are: tag-key, tag-value, tag:<key>",
                filter.name());
    }

    private static AutoScalingGroup view(ScalingGroup group) {
        return group.settings()
                .copy(copy -> copy.instances(group.members())
                        .tags(group.tags().values())
                        .suspendedProcesses(group.suspended().stream()
                                .map(name -> SuspendedProcess.builder()
                                        .processName(name)
                                        .suspensionReason("User suspended")
                                        .build())
                                .toList()));
    }
}
