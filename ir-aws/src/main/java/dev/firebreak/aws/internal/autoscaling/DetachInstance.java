package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;

/** Takes an instance out of its Auto Scaling group, which starts another one in its place. */
final class DetachInstance implements StepHandler<DetachInstance.Membership> {
    static final String KIND = "aws.autoscaling.detach-instance";

    private final Clients clients;

    DetachInstance(Clients clients) {
        this.clients = clients;
    }

    /** Where the instance is: {@code in group}, {@code standby} or {@code out}. */
    record Membership(String place) {}

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        return Members.confirmed(instance)
                .map(group -> List.of(step(instance, group.autoScalingGroupName())))
                .orElse(List.of());
    }

    static Step step(PlannedInstance instance, String group) {
        return instance.step(KIND, Members.ref(instance, group))
                .putParameters(AutoScalingSteps.INSTANCE, instance.id())
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
    public Class<Membership> stateType() {
        return Membership.class;
    }

    @Override
    public Membership observe(StepContext context) {
        return new Membership(Members.place(clients, context));
    }

    @Override
    public Cost cost() {
        return Cost.each("autoscaling:DetachInstances");
    }

    @Override
    public void apply(StepContext context, Membership before) {
        try {
            clients.autoScaling(context.step().resource())
                    .detachInstances(request -> request.autoScalingGroupName(
                                    context.step().resource().id())
                            .instanceIds(context.parameter(AutoScalingSteps.INSTANCE))
                            .shouldDecrementDesiredCapacity(false));
        } catch (AutoScalingException e) {
            // Refused since an earlier attempt, of which the answer was lost, has detached it.
            if (!verify(context, observe(context))) {
                throw e;
            }
        }
    }

    @Override
    public boolean verify(StepContext context, Membership now) {
        return now.place().equals(Members.OUT);
    }

    @Override
    public void revert(StepContext context, Membership before, Membership now) {
        throw new IllegalStateException("Cannot revert a detachment");
    }
}
