package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.PlanContext;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/** Plans what keeps an instance and its volumes from being lost. */
final class ProtectFromTermination {
    private static final String SPOT =
            "This is a Spot Instance: EC2 may interrupt it at any time, and protection from termination cannot be set";
    private static final String AUTO_SCALING =
            "Protection from termination does not keep an Auto Scaling group from terminating the instance; taking it out of"
                    + " the group does";

    private ProtectFromTermination() {}

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        boolean spot = instance.description().instanceLifecycle() == InstanceLifecycleType.SPOT;
        boolean stoppable = instance.description().rootDeviceType() != DeviceType.INSTANCE_STORE;
        var steps = new ArrayList<Step>();
        if (!spot) {
            Step.Builder protection = TerminationProtection.step(instance);
            instance.tag("aws:autoscaling:groupName").ifPresent(group -> protection.addNotes(AUTO_SCALING));
            steps.add(protection.build());
        }
        if (stoppable) {
            Step.Builder behavior = ShutdownBehavior.step(instance);
            steps.add((spot ? behavior.addNotes(SPOT) : behavior).build());
        }
        steps.add(VolumeRetention.step(instance).build());
        return steps;
    }
}
