package dev.firebreak.aws.internal.evidence;

import dev.firebreak.Action;
import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.spi.PlanContext;
import java.util.List;
import java.util.stream.Stream;

/** Plans the evidence of instances, and makes the sources that read it. */
public final class InstanceEvidence {
    private InstanceEvidence() {}

    /** All sources of evidence of instances. */
    public static List<EvidenceSource> sources(Clients clients) {
        return List.of(
                new InstanceRecord(clients),
                new ConsoleOutput(clients),
                new CopyRecord(CopyRecord.SNAPSHOTS, clients),
                new CopyRecord(CopyRecord.IMAGE, clients));
    }

    /** Plans the record of the instance and what lies around it. */
    public static List<Step> record(Target target, PlanContext context) {
        TargetRef instance = context.resolve(target);
        return List.of(step(InstanceRecord.KIND, instance)
                .phase(Phase.VOLATILE_EVIDENCE)
                .summary("Record everything that can be described about " + instance.id())
                .addPermissions("ec2:Describe*", "iam:GetInstanceProfile", "iam:GetRole", "iam:ListRolePolicies")
                .addPermissions(
                        "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:GetPolicy", "iam:GetPolicyVersion")
                .calls(18)
                .build());
    }

    /** Plans the console output. */
    public static List<Step> console(Target target, PlanContext context) {
        TargetRef instance = context.resolve(target);
        return List.of(step(ConsoleOutput.KIND, instance)
                .phase(Phase.VOLATILE_EVIDENCE)
                .summary("Read the console output of " + instance.id())
                .addPermissions("ec2:GetConsoleOutput")
                .calls(1)
                .build());
    }

    /** Plans the snapshots, and the record of them. */
    public static <T extends Target> List<Step> snapshots(T target, PlanContext context, Action<? super T> making) {
        return copies(target, context, making, CopyRecord.SNAPSHOTS, "ec2:DescribeSnapshots", "the snapshots");
    }

    /** Plans the image, and the record of it. */
    public static <T extends Target> List<Step> image(T target, PlanContext context, Action<? super T> making) {
        return copies(target, context, making, CopyRecord.IMAGE, "ec2:DescribeImages", "the image");
    }

    private static <T extends Target> List<Step> copies(
            T target, PlanContext context, Action<? super T> making, String kind, String permission, String what) {
        TargetRef instance = context.resolve(target);
        List<Step> made = context.plan(target, List.of(making));
        Stream<Step> records = made.stream()
                .map(maker -> step(kind, instance)
                        .putParameters("madeBy", maker.id())
                        .addRequires(maker.id())
                        .addAfter(maker.id())
                        .phase(Phase.PERSISTENT_EVIDENCE)
                        .summary("Record what EC2 says of " + what + " of " + instance.id())
                        .addPermissions(permission)
                        .calls(1)
                        .build());
        return Stream.concat(made.stream(), records).toList();
    }

    private static Step.Builder step(String kind, TargetRef instance) {
        return Step.builder(kind, instance).effect(Effect.COLLECT);
    }
}
