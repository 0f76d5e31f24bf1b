package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.aws.internal.ec2.Groups.Wanted;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The one security group per VPC that lets nothing in or out. */
final class QuarantineGroup implements StepHandler<GroupState> {
    static final String KIND = "aws.ec2.quarantine-group";
    private static final String IPV6 = "ipv6";

    private final Groups groups;

    QuarantineGroup(Clients clients) {
        this.groups = new Groups(clients);
    }

    static Step step(PlannedInstance instance, String vpc, boolean ipv6) {
        return instance.step(KIND, instance.ref().sibling("ec2-vpc", vpc))
                .putParameters(IPV6, String.valueOf(ipv6))
                .phase(Phase.CUT_OFF)
                .summary("Find or make the quarantine group of " + vpc + ", which lets nothing in or out")
                .addPermissions(
                        "ec2:DescribeSecurityGroups",
                        "ec2:CreateSecurityGroup",
                        "ec2:CreateTags",
                        "ec2:RevokeSecurityGroupEgress",
                        "ec2:RevokeSecurityGroupIngress",
                        "ec2:DeleteSecurityGroup")
                .calls(4)
                .build();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<GroupState> stateType() {
        return GroupState.class;
    }

    @Override
    public GroupState observe(StepContext context) {
        return groups.find(context, wanted(context)).map(GroupState::of).orElse(GroupState.NONE);
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:CreateSecurityGroup", "ec2:RevokeSecurityGroupEgress");
    }

    @Override
    public void apply(StepContext context, GroupState before) {
        Optional<String> made = before.exists() ? Optional.empty() : groups.create(context, wanted(context));
        if (made.isEmpty()) {
            clear(context);
            return;
        }
        boolean ipv6 = Boolean.parseBoolean(context.parameter(IPV6));
        try {
            List<IpPermission> everything = List.of(Groups.everything(Groups.ranges(ipv6)));
            Groups.change(wanted(context), () -> revokeEgress(context, made.get(), everything));
        } catch (Ec2Exception e) {
            if (!Failures.hasCode(e, "InvalidPermission.NotFound")) {
                throw e;
            }
            clear(context);
        }
    }

    /** Removes the rules that are there, whatever they are. */
    private void clear(StepContext context) {
        SecurityGroup group = groups.existing(context, wanted(context));
        if (!group.ipPermissions().isEmpty()) {
            groups.ec2(context)
                    .revokeSecurityGroupIngress(
                            request -> request.groupId(group.groupId()).ipPermissions(group.ipPermissions()));
        }
        if (!group.ipPermissionsEgress().isEmpty()) {
            revokeEgress(context, group.groupId(), group.ipPermissionsEgress());
        }
    }

    private void revokeEgress(StepContext context, String group, List<IpPermission> rules) {
        groups.ec2(context)
                .revokeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(rules));
    }

    @Override
    public boolean verify(StepContext context, GroupState now) {
        return now.exists() && now.rules().isEmpty();
    }

    @Override
    public boolean isOwnWork(StepContext context, GroupState before, GroupState now) {
        return verify(context, now)
                || !before.exists() && now.incident().equals(context.incident().id());
    }

    @Override
    public void revert(StepContext context, GroupState before, GroupState now) {
        groups.takeBack(context, before, now);
    }

    private static Wanted wanted(StepContext context) {
        return new Wanted(
                context.step().resource().id(),
                "firebreak-quarantine",
                "quarantine",
                "Firebreak quarantine: lets nothing in or out");
    }
}
