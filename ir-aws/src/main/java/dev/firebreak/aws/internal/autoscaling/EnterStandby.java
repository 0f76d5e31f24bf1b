package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Sets an instance aside within its Auto Scaling group, which leaves it alone from then on. */
final class EnterStandby extends MemberMove {
    static final String KIND = "aws.autoscaling.enter-standby";

    EnterStandby(Clients clients) {
        super(clients, Members.STANDBY);
    }

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        return Members.confirmed(instance).map(group -> steps(instance, group)).orElse(List.of());
    }

    private static List<Step> steps(PlannedInstance instance, AutoScalingGroup group) {
        Step.Builder standby = builder(instance, group.autoScalingGroupName());
        var steps = new ArrayList<Step>();
        if (Members.place(group, instance.id()).equals(Members.IN_GROUP)) {
            int desired = group.desiredCapacity() - leaving(instance, group);
            if (desired < group.minSize()) {
                Step lower = MinSize.step(instance, group, desired);
                steps.add(lower);
                standby.addRequires(lower.id());
            }
        }
        steps.add(standby.build());
        return steps;
    }

    /** How many instances of the group the plan is for: the minimum size is lowered once for all of them. */
    private static int leaving(PlannedInstance instance, AutoScalingGroup group) {
        return (int) instance.context().peers(instance.ref()).stream()
                .filter(peer -> Members.place(group, peer.id()).equals(Members.IN_GROUP))
                .count();
    }

    static Step.Builder builder(PlannedInstance instance, String group) {
        return step(instance, KIND, group)
                .phase(Phase.CUT_OFF)
                .summary("Set " + instance.id() + " aside in Auto Scaling group " + group
                        + ", and lower the group's desired capacity by one")
                .addNotes("The group takes the instance out of its load balancers, and runs with one instance less")
                .addPermissions(
                        "autoscaling:DescribeAutoScalingGroups", "autoscaling:EnterStandby", "autoscaling:ExitStandby")
                .calls(3);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Cost cost() {
        return Cost.NONE.together("autoscaling:EnterStandby");
    }

    @Override
    void move(AutoScalingClient autoScaling, String group, List<String> instances) {
        autoScaling.enterStandby(request ->
                request.autoScalingGroupName(group).instanceIds(instances).shouldDecrementDesiredCapacity(true));
    }

    @Override
    public void revert(StepContext context, Membership before, Membership now) {
        unlessArrived(
                context,
                before.place(),
                (autoScaling, group, instances) -> autoScaling.exitStandby(
                        request -> request.autoScalingGroupName(group).instanceIds(instances)));
    }
}
