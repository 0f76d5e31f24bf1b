package dev.firebreak.aws.internal.autoscaling;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;

/** The actions on members of Auto Scaling groups, and the handlers that run their steps. */
public final class AutoScalingSteps {
    static final String INSTANCE = "instance";

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
}
