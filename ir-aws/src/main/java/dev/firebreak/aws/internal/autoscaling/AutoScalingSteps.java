package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** The actions on members of Auto Scaling groups, and the handlers that run their steps. */
public final class AutoScalingSteps {
    private AutoScalingSteps() {}

    public static List<StepHandler<?>> handlers(Clients clients) {
        return List.of(new DetachInstance(clients), new EnterStandby(clients), new MinSize(clients));
    }

    public static List<Step> leaveAutoScaling(Target target, PlanContext context, Clients clients) {
        return DetachInstance.plan(target, context, clients);
    }

    public static List<Step> enterStandby(Target target, PlanContext context, Clients clients) {
        return EnterStandby.plan(target, context, clients);
    }

    /** The ids of the group's members, but for those on their way out; empty when there is no such group. */
    public static Optional<List<String>> members(Clients clients, TargetRef group) {
        return Members.read(clients, group)
                .map(found -> found.instances().stream()
                        .map(Instance::instanceId)
                        .filter(id -> !Members.place(found, id).equals(Members.OUT))
                        .toList());
    }
}
