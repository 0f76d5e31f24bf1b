package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;

/** Takes an instance out of its Auto Scaling group, which starts another one in its place. */
final class DetachInstance implements BatchHandler<DetachInstance.Membership> {
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
        return Members.step(instance, KIND, group)
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
    public int batchSize() {
        return Members.BATCH;
    }

    @Override
    public String batch(Step step) {
        return step.parameters().getOrDefault(Members.GROUP, "");
    }

    @Override
    public Membership observe(StepContext context) {
        return new Membership(Members.place(clients, context));
    }

    @Override
    public Map<String, Membership> observeAll(List<StepContext> contexts) {
        var memberships = new HashMap<String, Membership>();
        Members.places(clients, contexts).forEach((step, place) -> memberships.put(step, new Membership(place)));
        return memberships;
    }

    @Override
    public Cost cost() {
        return Cost.NONE.together("autoscaling:DetachInstances");
    }

    @Override
    public void apply(StepContext context, Membership before) {
        try {
            detach(List.of(context));
        } catch (AutoScalingException e) {
            // Refused since an earlier attempt, of which the answer was lost, has detached it.
            if (!verify(context, observe(context))) {
                throw e;
            }
        }
    }

    @Override
    public Map<String, RuntimeException> applyAll(Map<StepContext, Membership> before) {
        return before.size() > 1 && Failures.isAccepted(() -> detach(before.keySet()))
                ? Map.of()
                : BatchHandler.super.applyAll(before);
    }

    private void detach(Collection<StepContext> contexts) {
        StepContext first = contexts.iterator().next();
        clients.autoScaling(first.step().resource())
                .detachInstances(request -> request.autoScalingGroupName(first.parameter(Members.GROUP))
                        .instanceIds(Members.instances(contexts))
                        .shouldDecrementDesiredCapacity(false));
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
