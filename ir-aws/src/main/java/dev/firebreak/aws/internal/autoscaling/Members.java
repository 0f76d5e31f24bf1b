package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.StepContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** Auto Scaling groups and the instances in them. */
final class Members {
    static final String IN_GROUP = "in group";
    static final String STANDBY = "standby";
    static final String OUT = "out";
    static final String GROUP = "group";

    /** How many instances DetachInstances and EnterStandby take. */
    static final int BATCH = 20;

    private static final Set<LifecycleState> AWAY = Set.of(LifecycleState.STANDBY, LifecycleState.ENTERING_STANDBY);
    private static final Set<LifecycleState> LEAVING =
            Set.of(LifecycleState.DETACHING, LifecycleState.DETACHED, LifecycleState.TERMINATED);

    private Members() {}

    /** The name of the group that the instance says it is in: a tag that only Auto Scaling can set. */
    static Optional<String> groupOf(PlannedInstance instance) {
        return instance.tag("aws:autoscaling:groupName");
    }

    static TargetRef ref(PlannedInstance instance, String group) {
        return instance.ref().sibling("autoscaling-group", group);
    }

    /** The group that the instance is a member of, as the group confirms; read once per plan and group. */
    static Optional<AutoScalingGroup> confirmed(PlannedInstance instance) {
        return groupOf(instance)
                .flatMap(name -> instance.context()
                        .once(
                                List.of("aws.autoscaling.group", ref(instance, name)),
                                () -> read(instance.clients(), ref(instance, name))))
                .filter(group -> !place(group, instance.id()).equals(OUT));
    }

    static Optional<AutoScalingGroup> read(Clients clients, TargetRef group) {
        return clients
                .autoScaling(group)
                .describeAutoScalingGroupsPaginator(request -> request.autoScalingGroupNames(group.id()))
                .autoScalingGroups()
                .stream()
                .findFirst();
    }

    /** Where the steps' instances are, by step. */
    static Map<String, String> places(Clients clients, List<StepContext> contexts) {
        Optional<AutoScalingGroup> group = read(clients, group(contexts.get(0)));
        return contexts.stream()
                .collect(Collectors.toMap(
                        context -> context.step().id(),
                        context -> group.map(found -> place(found, instance(context)))
                                .orElse(OUT)));
    }

    static String place(Clients clients, StepContext context) {
        return read(clients, group(context))
                .map(found -> place(found, instance(context)))
                .orElse(OUT);
    }

    private static TargetRef group(StepContext context) {
        return context.step().resource().sibling("autoscaling-group", context.parameter(GROUP));
    }

    static String instance(StepContext context) {
        return context.step().resource().id();
    }

    static List<String> instances(Collection<StepContext> contexts) {
        return contexts.stream().map(Members::instance).toList();
    }

    /** A step for the instance's membership of a group, which is apart from the instance and from the group. */
    static Step.Builder step(PlannedInstance instance, String kind, String group) {
        return instance.step(kind, instance.ref().sibling("autoscaling-instance", instance.id()))
                .putParameters(GROUP, group);
    }

    /** Where the instance is, or is on its way to: neither way gets it replaced by a health check. */
    static String place(AutoScalingGroup group, String instance) {
        return group.instances().stream()
                .filter(member -> member.instanceId().equals(instance))
                .map(member -> place(member.lifecycleState()))
                .findFirst()
                .orElse(OUT);
    }

    private static String place(LifecycleState state) {
        if (LEAVING.contains(state)) {
            return OUT;
        }
        return AWAY.contains(state) ? STANDBY : IN_GROUP;
    }
}
