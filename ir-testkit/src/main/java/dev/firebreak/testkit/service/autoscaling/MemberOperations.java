package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.autoscaling.AutoScalingState;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** The members of groups: attaching, detaching, protecting, terminating. */
final class MemberOperations {
    private static final int ATTACHED_PER_CALL = 20;

    private MemberOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("AttachInstances", AttachInstancesRequest::builder, MemberOperations::attach)
                .on("DetachInstances", DetachInstancesRequest::builder, MemberOperations::detach)
                .on("SetInstanceHealth", SetInstanceHealthRequest::builder, MemberOperations::setHealth)
                .on("SetInstanceProtection", SetInstanceProtectionRequest::builder, MemberOperations::protect)
                .on(
                        "TerminateInstanceInAutoScalingGroup",
                        TerminateInstanceInAutoScalingGroupRequest::builder,
                        MemberOperations::terminate)
                .on(
                        "DescribeAutoScalingInstances",
                        DescribeAutoScalingInstancesRequest::builder,
                        MemberOperations::describe);
    }

    private static AttachInstancesResponse attach(Call call, AttachInstancesRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        List<String> ids = request.instanceIds();
        if (ids.isEmpty() || ids.size() > ATTACHED_PER_CALL) {
            throw Groups.invalid("You must specify between 1 and %d instances to attach.", ATTACHED_PER_CALL);
        }
        ids.forEach(id -> checkAttachable(call, group, id));
        Groups.changeDesired(group, ids.size(), "attach");
        for (String id : ids) {
            Scaler.join(call, group, id);
            Scaler.register(call, group, id);
            Activities.record(
                    call,
                    group,
                    "Attaching an existing EC2 instance: " + id,
                    Activities.cause(call, "an instance was attached in response to a user request"));
        }
        Scaler.settle(call, group);
        return AttachInstancesResponse.builder().build();
    }

    private static void checkAttachable(Call call, ScalingGroup group, String id) {
        Ec2Instance instance = call.region()
                .ec2()
                .instances()
                .find(id)
                .orElseThrow(() -> Groups.invalid("Invalid Instance ID(s): [%s]", id));
        call.region().autoScaling().groupOf(id).ifPresent(other -> {
            throw Groups.invalid("Instance %s is already part of AutoScalingGroup:%s", id, other.name());
        });
        if (!instance.in(call.now(), InstanceStateName.RUNNING)) {
            throw Groups.invalid("Instance %s is not in the running state.", id);
        }
        String zone = instance.launched().placement().availabilityZone();
        if (!group.settings().availabilityZones().contains(zone)) {
            throw Groups.invalid("The availability zone %s of instance %s is not part of the group.", zone, id);
        }
    }

    /** Detaches members. Those in standby do not count towards the desired capacity, so it stays as it is for them. */
    private static DetachInstancesResponse detach(Call call, DetachInstancesRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        boolean decrement = Groups.required(request.shouldDecrementDesiredCapacity(), "shouldDecrementDesiredCapacity");
        List<Instance> members =
                Groups.members(group, request.instanceIds(), LifecycleState.IN_SERVICE, LifecycleState.STANDBY);
        int active = (int) members.stream()
                .filter(member -> member.lifecycleState() == LifecycleState.IN_SERVICE)
                .count();
        if (decrement && active > 0) {
            Groups.changeDesired(group, -active, "detach");
        }
        var activities = new ArrayList<Activity>();
        for (Instance member : members) {
            Scaler.leave(call, group, member.instanceId());
            Activity activity = Activities.record(
                    call,
                    group,
                    "Detaching EC2 instance: " + member.instanceId(),
                    Activities.cause(
                            call, "instance " + member.instanceId() + " was detached in response to a user request"));
            GroupEvents.detached(call, group, activity, member.instanceId());
            activities.add(activity);
        }
        Scaler.settle(call, group);
        return DetachInstancesResponse.builder().activities(activities).build();
    }

    private static SetInstanceProtectionResponse protect(Call call, SetInstanceProtectionRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        boolean protect = Groups.required(request.protectedFromScaleIn(), "protectedFromScaleIn");
        List<Instance> members = Groups.members(
                group,
                request.instanceIds(),
                LifecycleState.IN_SERVICE,
                LifecycleState.STANDBY,
                LifecycleState.PENDING);
        members.forEach(member -> group.put(member.copy(copy -> copy.protectedFromScaleIn(protect))));
        return SetInstanceProtectionResponse.builder().build();
    }

    /** Says that a member is healthy or not; within the grace period of its group only when that is to be ignored. */
    private static SetInstanceHealthResponse setHealth(Call call, SetInstanceHealthRequest request) {
        String id = Groups.required(request.instanceId(), "instanceId");
        String status = Groups.required(request.healthStatus(), "healthStatus");
        if (!List.of("Healthy", "Unhealthy").contains(status)) {
            throw Groups.invalid("Valid instance health states are: [Healthy, Unhealthy].");
        }
        ScalingGroup group = groupOf(call, id);
        if (!Boolean.FALSE.equals(request.shouldRespectGracePeriod()) && inGracePeriod(call, group, id)) {
            return SetInstanceHealthResponse.builder().build();
        }
        group.member(id).ifPresent(member -> group.put(member.copy(copy -> copy.healthStatus(status))));
        Scaler.settle(call, group);
        return SetInstanceHealthResponse.builder().build();
    }

    private static boolean inGracePeriod(Call call, ScalingGroup group, String id) {
        return call.region()
                .ec2()
                .instances()
                .find(id)
                .map(instance -> instance.launched()
                        .launchTime()
                        .plusSeconds(group.settings().healthCheckGracePeriod()))
                .filter(end -> call.now().isBefore(end))
                .isPresent();
    }

    private static ScalingGroup groupOf(Call call, String id) {
        return call.region()
                .autoScaling()
                .groupOf(id)
                .orElseThrow(() ->
                        Groups.invalid("Instance Id not found - No managed instance found for instance ID: %s", id));
    }

    private static TerminateInstanceInAutoScalingGroupResponse terminate(
            Call call, TerminateInstanceInAutoScalingGroupRequest request) {
        String id = Groups.required(request.instanceId(), "instanceId");
        boolean decrement = Groups.required(request.shouldDecrementDesiredCapacity(), "shouldDecrementDesiredCapacity");
        ScalingGroup group = groupOf(call, id);
        var settings = group.settings();
        if (decrement && settings.desiredCapacity() <= settings.minSize()) {
            throw Groups.invalid(
                    "Currently, desiredSize equals minSize (%d). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
                    settings.minSize());
        }
        if (decrement) {
            group.change(copy -> copy.desiredCapacity(settings.desiredCapacity() - 1));
        }
        String cause = "instance " + id + " was taken out of service in response to a user request";
        Scaler.terminate(call, group, id, cause);
        Activity activity = group.member(id).isPresent()
                ? Activities.record(call, group, "Terminating EC2 instance: " + id, Activities.cause(call, cause))
                : group.activities().get(group.activities().size() - 1);
        Scaler.settle(call, group);
        return TerminateInstanceInAutoScalingGroupResponse.builder()
                .activity(activity)
                .build();
    }

    private static DescribeAutoScalingInstancesResponse describe(
            Call call, DescribeAutoScalingInstancesRequest request) {
        AutoScalingState state = call.region().autoScaling();
        var details = new ArrayList<AutoScalingInstanceDetails>();
        if (request.instanceIds().isEmpty()) {
            state.groups()
                    .values()
                    .forEach(group -> group.members().forEach(member -> details.add(details(group, member))));
        }
        for (String id : request.instanceIds()) {
            state.groupOf(id)
                    .ifPresent(group -> group.member(id).ifPresent(member -> details.add(details(group, member))));
        }
        var page = Records.page(details, request.maxRecords(), request.nextToken());
        return DescribeAutoScalingInstancesResponse.builder()
                .autoScalingInstances(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static AutoScalingInstanceDetails details(ScalingGroup group, Instance member) {
        return AutoScalingInstanceDetails.builder()
                .instanceId(member.instanceId())
                .instanceType(member.instanceType())
                .autoScalingGroupName(group.name())
                .availabilityZone(member.availabilityZone())
                .lifecycleState(member.lifecycleStateAsString())
                .healthStatus(member.healthStatus().toUpperCase(Locale.ROOT))
                .launchTemplate(member.launchTemplate())
                .launchConfigurationName(member.launchConfigurationName())
                .weightedCapacity(member.weightedCapacity())
                .protectedFromScaleIn(member.protectedFromScaleIn())
                .build();
    }
}
