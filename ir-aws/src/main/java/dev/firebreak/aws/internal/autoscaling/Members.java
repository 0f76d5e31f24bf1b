package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** Auto Scaling groups and the instances in them. */
final class Members {
    static final String IN_GROUP = "in group";
    static final String STANDBY = "standby";
    static final String OUT = "out";

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
