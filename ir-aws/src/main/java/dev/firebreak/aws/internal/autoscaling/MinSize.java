package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.StepFailedException;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.aws.internal.StillNeededException;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** Lowers the minimum size of an Auto Scaling group, so that an instance may stand aside. */
final class MinSize implements StepHandler<MinSize.Minimum> {
    static final String KIND = "aws.autoscaling.lower-min-size";
    private static final String TO = "to";

    private final Clients clients;

    MinSize(Clients clients) {
        this.clients = clients;
    }

    /** The minimum size of the group. */
    record Minimum(int size) {}

    static Step step(PlannedInstance instance, AutoScalingGroup group, int to) {
        String name = group.autoScalingGroupName();
        return instance.step(KIND, Members.ref(instance, name))
                .putParameters(TO, String.valueOf(to))
                .phase(Phase.CUT_OFF)
                .summary("Lower the minimum size of Auto Scaling group " + name + " to " + to + "; it was planned at "
                        + group.minSize())
                .addPermissions("autoscaling:DescribeAutoScalingGroups", "autoscaling:UpdateAutoScalingGroup")
                .calls(3)
                .build();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Minimum> stateType() {
        return Minimum.class;
    }

    @Override
    public Minimum observe(StepContext context) {
        return Members.read(clients, context.step().resource())
                .map(group -> new Minimum(group.minSize()))
                .orElseThrow(() -> new StepFailedException("Cannot find Auto Scaling group "
                        + context.step().resource().id() + ": it does not exist any more"));
    }

    @Override
    public Cost cost() {
        return Cost.each("autoscaling:UpdateAutoScalingGroup");
    }

    @Override
    public void apply(StepContext context, Minimum before) {
        set(context, to(context));
    }

    private void set(StepContext context, int size) {
        clients.autoScaling(context.step().resource())
                .updateAutoScalingGroup(request -> request.autoScalingGroupName(
                                context.step().resource().id())
                        .minSize(size));
    }

    private static int to(StepContext context) {
        return Integer.parseInt(context.parameter(TO));
    }

    @Override
    public boolean verify(StepContext context, Minimum now) {
        return now.size() <= to(context);
    }

    /**
     * A minimum above the desired capacity raises that too, and the group launches instances. While others still stand aside, which come
     * back on their own, it would then have those too many.
     */
    @Override
    public void revert(StepContext context, Minimum before, Minimum now) {
        if (!context.await(() -> whoStandAside(context, before).isEmpty())) {
            throw new StillNeededException("The minimum size of Auto Scaling group "
                    + context.step().resource().id() + " stays at " + now.size() + " while "
                    + String.join(", ", whoStandAside(context, before))
                    + " stand aside: raised to " + before.size()
                    + ", the group would launch others in their place. Take them out of Standby, or release the incident"
                    + " that set them aside, and release again");
        }
        set(context, before.size());
    }

    /** The members in Standby for whom the group would launch others if it had its minimum size back. */
    private List<String> whoStandAside(StepContext context, Minimum before) {
        return Members.read(clients, context.step().resource())
                .filter(group -> group.desiredCapacity() < before.size())
                .map(group -> group.instances().stream()
                        .map(Instance::instanceId)
                        .filter(id -> Members.place(group, id).equals(Members.STANDBY))
                        .toList())
                .orElse(List.of());
    }
}
