package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.StepContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Takes members of an Auto Scaling group to another place, as many with one call as it allows. */
abstract class MemberMove implements BatchHandler<Membership> {
    private static final String GROUP = "group";

    /** How many instances DetachInstances and EnterStandby take. */
    private static final int BATCH = 20;

    private final Clients clients;
    private final String to;

    /** @param to where the instances go, as in {@link Membership} */
    MemberMove(Clients clients, String to) {
        this.clients = clients;
        this.to = to;
    }

    /** A step for the instance's membership of a group, which is apart from the instance and from the group. */
    static Step.Builder step(PlannedInstance instance, String kind, String group) {
        return instance.step(kind, instance.ref().sibling("autoscaling-instance", instance.id()))
                .putParameters(GROUP, group);
    }

    /** The call that takes them there. */
    abstract void move(AutoScalingClient autoScaling, String group, List<String> instances);

    @Override
    public Class<Membership> stateType() {
        return Membership.class;
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public String batch(Step step) {
        return step.parameters().getOrDefault(GROUP, "");
    }

    @Override
    public Membership observe(StepContext context) {
        return membership(Members.read(clients, group(context)), context);
    }

    @Override
    public Map<String, Membership> observeAll(List<StepContext> contexts) {
        Optional<AutoScalingGroup> group = Members.read(clients, group(contexts.get(0)));
        return contexts.stream()
                .collect(Collectors.toMap(context -> context.step().id(), context -> membership(group, context)));
    }

    @Override
    public void apply(StepContext context, Membership before) {
        unlessArrived(context, to, this::move);
    }

    @Override
    public Map<String, RuntimeException> applyAll(Map<StepContext, Membership> before) {
        return before.size() > 1 && Failures.isAccepted(() -> call(before.keySet(), this::move))
                ? Map.of()
                : BatchHandler.super.applyAll(before);
    }

    @Override
    public boolean verify(StepContext context, Membership now) {
        return now.place().equals(to);
    }

    /** A call is also refused when an earlier attempt, of which the answer was lost, took effect. */
    final void unlessArrived(StepContext context, String place, Call call) {
        try {
            call(List.of(context), call);
        } catch (AutoScalingException e) {
            if (!observe(context).place().equals(place)) {
                throw e;
            }
        }
    }

    /** Calls for instances of one group. */
    @FunctionalInterface
    interface Call {
        void make(AutoScalingClient autoScaling, String group, List<String> instances);
    }

    private void call(Collection<StepContext> contexts, Call call) {
        StepContext first = contexts.iterator().next();
        call.make(
                clients.autoScaling(first.step().resource()),
                first.parameter(GROUP),
                contexts.stream().map(MemberMove::instance).toList());
    }

    private static Membership membership(Optional<AutoScalingGroup> group, StepContext context) {
        return new Membership(
                group.map(found -> Members.place(found, instance(context))).orElse(Members.OUT));
    }

    private static TargetRef group(StepContext context) {
        return context.step().resource().sibling("autoscaling-group", context.parameter(GROUP));
    }

    private static String instance(StepContext context) {
        return context.step().resource().id();
    }
}
