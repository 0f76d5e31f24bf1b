package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/** Takes an instance out of its Auto Scaling group, which starts another one in its place. */
final class DetachInstance extends MemberMove {
    static final String KIND = "aws.autoscaling.detach-instance";

    DetachInstance(Clients clients) {
        super(clients, Members.OUT);
    }

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        return Members.confirmed(instance)
                .map(group -> List.of(step(instance, group.autoScalingGroupName())))
                .orElse(List.of());
    }

    static Step step(PlannedInstance instance, String group) {
        return step(instance, KIND, group)
                .phase(Phase.CUT_OFF)
                .summary("Detach " + instance.id() + " from Auto Scaling group " + group
                        + ", which starts another instance in its place")
                .irreversibleBecause("another instance has taken its place in the group; attach it by hand, or use"
                        + " enterStandby(), which can be taken back")
                .addNotes("The group takes the instance out of its load balancers")
                .addPermissions("autoscaling:DescribeAutoScalingGroups", "autoscaling:DetachInstances")
                .calls(3)
                .build();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Cost cost() {
        return Cost.NONE.together("autoscaling:DetachInstances");
    }

    @Override
    void move(AutoScalingClient autoScaling, String group, List<String> instances) {
        autoScaling.detachInstances(request ->
                request.autoScalingGroupName(group).instanceIds(instances).shouldDecrementDesiredCapacity(false));
    }

    @Override
    public void revert(StepContext context, Membership before, Membership now) {
        throw new IllegalStateException("Cannot revert a detachment");
    }
}
