package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;

/** The actions on instances, and the handlers that run their steps. */
public final class Ec2Steps {
    private Ec2Steps() {}

    public static List<StepHandler<?>> handlers(Clients clients) {
        return List.of(
                new QuarantineGroups(clients),
                new IsolateInterface(clients),
                new CheckIsolation(clients),
                new RemoveInstanceProfile(clients),
                new TerminationProtection(clients),
                new ShutdownBehavior(clients),
                new VolumeRetention(clients),
                new VolumeSnapshots(clients),
                new MachineImage(clients),
                new InstanceTags(clients));
    }

    public static List<Step> isolateNetwork(Target target, PlanContext context, Clients clients) {
        return IsolateNetwork.plan(target, context, clients);
    }

    public static List<Step> revokeInstanceRole(Target target, PlanContext context, Clients clients) {
        return RevokeInstanceRole.plan(target, context, clients);
    }

    public static List<Step> protectFromTermination(Target target, PlanContext context, Clients clients) {
        return ProtectFromTermination.plan(target, context, clients);
    }

    public static List<Step> snapshotVolumes(Target target, PlanContext context, Clients clients) {
        return VolumeSnapshots.plan(target, context, clients);
    }

    public static List<Step> createImage(Target target, PlanContext context, Clients clients) {
        return MachineImage.plan(target, context, clients);
    }

    public static List<Step> tag(Target target, PlanContext context, Clients clients) {
        return InstanceTags.plan(target, context, clients);
    }
}
