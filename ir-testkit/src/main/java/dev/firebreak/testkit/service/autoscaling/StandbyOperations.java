package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** Members in standby: in the group, but neither counted, nor checked, nor replaced. */
final class StandbyOperations {
    private StandbyOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("EnterStandby", EnterStandbyRequest::builder, StandbyOperations::enter)
                .on("ExitStandby", ExitStandbyRequest::builder, StandbyOperations::exit);
    }

    private static EnterStandbyResponse enter(Call call, EnterStandbyRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        boolean decrement = Groups.required(request.shouldDecrementDesiredCapacity(), "shouldDecrementDesiredCapacity");
        List<Instance> members = Groups.members(group, request.instanceIds(), LifecycleState.IN_SERVICE);
        if (decrement) {
            Groups.changeDesired(group, -members.size(), "place into standby");
        }
        members.forEach(member -> TargetGroupOperations.deregister(call, group, member.instanceId()));
        List<Activity> activities =
                move(call, group, members, LifecycleState.STANDBY, "Moving EC2 instance to Standby: ");
        Scaler.settle(call, group);
        return EnterStandbyResponse.builder().activities(activities).build();
    }

    private static ExitStandbyResponse exit(Call call, ExitStandbyRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        List<Instance> members = Groups.members(group, request.instanceIds(), LifecycleState.STANDBY);
        Groups.changeDesired(group, members.size(), "move out of standby");
        members.forEach(member -> TargetGroupOperations.register(call, group, member.instanceId()));
        List<Activity> activities =
                move(call, group, members, LifecycleState.IN_SERVICE, "Moving EC2 instance out of Standby: ");
        Scaler.settle(call, group);
        return ExitStandbyResponse.builder().activities(activities).build();
    }

    private static List<Activity> move(
            Call call, ScalingGroup group, List<Instance> members, LifecycleState to, String description) {
        members.forEach(member -> group.put(member.copy(copy -> copy.lifecycleState(to))));
        return members.stream()
                .map(member -> Activities.record(
                        call,
                        group,
                        description + member.instanceId(),
                        Activities.cause(
                                call, "instance " + member.instanceId() + " was moved in response to a user request")))
                .toList();
    }
}
