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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Sets an instance aside within its Auto Scaling group, which leaves it alone from then on. */
final class EnterStandby implements BatchHandler<EnterStandby.Membership> {
    static final String KIND = "aws.autoscaling.enter-standby";

    private final Clients clients;

    EnterStandby(Clients clients) {
        this.clients = clients;
    }

    /** Where the instance is: {@code in group}, {@code standby} or {@code out}. */
    record Membership(String place) {}

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
        return Members.step(instance, KIND, group)
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
        return Cost.NONE.together("autoscaling:EnterStandby");
    }

    @Override
    public void apply(StepContext context, Membership before) {
        unlessArrived(context, Members.STANDBY, () -> enter(List.of(context)));
    }

    @Override
    public Map<String, RuntimeException> applyAll(Map<StepContext, Membership> before) {
        return before.size() > 1 && Failures.isAccepted(() -> enter(before.keySet()))
                ? Map.of()
                : BatchHandler.super.applyAll(before);
    }

    private void enter(Collection<StepContext> contexts) {
        StepContext first = contexts.iterator().next();
        clients.autoScaling(first.step().resource())
                .enterStandby(request -> request.autoScalingGroupName(first.parameter(Members.GROUP))
                        .instanceIds(Members.instances(contexts))
                        .shouldDecrementDesiredCapacity(true));
    }

    @Override
    public boolean verify(StepContext context, Membership now) {
        return now.place().equals(Members.STANDBY);
    }

    @Override
    public void revert(StepContext context, Membership before, Membership now) {
        unlessArrived(
                context,
                before.place(),
                () -> clients.autoScaling(context.step().resource())
                        .exitStandby(request -> request.autoScalingGroupName(context.parameter(Members.GROUP))
                                .instanceIds(Members.instance(context))));
    }

    /** A call is also refused when an earlier attempt, of which the answer was lost, took effect. */
    private void unlessArrived(StepContext context, String place, Runnable call) {
        try {
            call.run();
        } catch (AutoScalingException e) {
            if (!Members.place(clients, context).equals(place)) {
                throw e;
            }
        }
    }
}
