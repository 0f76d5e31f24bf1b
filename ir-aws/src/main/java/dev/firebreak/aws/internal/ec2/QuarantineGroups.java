package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * Sees to the security groups of one VPC that interfaces go into quarantine in: closes, before others are made, what an interrupted run
 * has left open, and deletes them all at a release.
 */
final class QuarantineGroups implements StepHandler<QuarantineGroups.Present> {
    static final String KIND = "aws.ec2.quarantine-groups";

    private final Groups groups;
    private final GroupRules rules;

    QuarantineGroups(Clients clients) {
        this.groups = new Groups(clients);
        this.rules = new GroupRules(clients);
    }

    /**
     * The groups of the incident in the VPC.
     *
     * @param groups their ids, sorted
     * @param open those of them that let something through
     */
    record Present(List<String> groups, List<String> open) {}

    static Step step(PlannedInstance instance, String vpc) {
        return instance.step(KIND, instance.ref().sibling("ec2-vpc", vpc))
                .effect(Effect.CLEANUP)
                .phase(Phase.CUT_OFF)
                .summary("See to the security groups that interfaces in " + vpc
                        + " go into quarantine in; a release deletes them")
                .addPermissions(
                        "ec2:DescribeSecurityGroups",
                        "ec2:DescribeSecurityGroupRules",
                        "ec2:ModifySecurityGroupRules",
                        "ec2:RevokeSecurityGroupIngress",
                        "ec2:RevokeSecurityGroupEgress",
                        "ec2:DeleteSecurityGroup")
                .calls(1)
                .build();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Present> stateType() {
        return Present.class;
    }

    @Override
    public Present observe(StepContext context) {
        Collection<SecurityGroup> present =
                groups.ofIncident(context, context.step().resource().id());
        return new Present(ids(present.stream()), ids(present.stream().filter(group -> !GroupRules.areClosed(group))));
    }

    private static List<String> ids(Stream<SecurityGroup> groups) {
        return groups.map(SecurityGroup::groupId).sorted().toList();
    }

    @Override
    public void apply(StepContext context, Present before) {
        observe(context).open().forEach(group -> rules.closeAny(context, group));
    }

    @Override
    public boolean verify(StepContext context, Present now) {
        return now.open().isEmpty();
    }

    /** One that is still in use keeps none of the others; where the quota is used up, the next is waited for. */
    @Override
    public void revert(StepContext context, Present before, Present now) {
        var left = new ArrayDeque<>(now.groups());
        left.removeAll(before.groups());
        var kept = new ArrayList<Ec2Exception>();
        context.await(() -> {
            while (!left.isEmpty() && isSettled(context, left.element(), kept)) {
                left.remove();
            }
            return left.isEmpty();
        });
        if (!kept.isEmpty()) {
            throw kept.get(0);
        }
    }

    private boolean isSettled(StepContext context, String group, List<Ec2Exception> kept) {
        try {
            groups.delete(context, group);
        } catch (Ec2Exception e) {
            if (e.isThrottlingException()) {
                return false;
            }
            kept.add(e);
        }
        return true;
    }
}
