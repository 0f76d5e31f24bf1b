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

/**
 * The security group that lets everything in and out. An interface passes through it so that its connections become untracked
 * and end when the quarantine group takes over.
 */
final class OpenGroup implements StepHandler<GroupState> {
    static final String KIND = "aws.ec2.open-group";
    private static final String IPV6 = "ipv6";
    private static final String VPC = "vpc";

    private final Groups groups;

    OpenGroup(Clients clients) {
        this.groups = new Groups(clients);
    }

    static Step step(PlannedInstance instance, String vpc, boolean ipv6) {
        return instance.step(KIND, instance.ref().sibling("ec2-security-group", "firebreak-open/" + vpc))
                .putParameters(VPC, vpc)
                .putParameters(IPV6, String.valueOf(ipv6))
                .phase(Phase.CUT_OFF)
                .summary("Make a temporary group in " + vpc
                        + " that lets everything through, so that tracked connections can be cut")
                .addPermissions(
                        "ec2:DescribeSecurityGroups",
                        "ec2:CreateSecurityGroup",
                        "ec2:CreateTags",
                        "ec2:AuthorizeSecurityGroupIngress",
                        "ec2:AuthorizeSecurityGroupEgress",
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
        return Cost.each("ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupIngress");
    }

    @Override
    public void apply(StepContext context, GroupState before) {
        Optional<String> made = before.exists() ? Optional.empty() : groups.create(context, wanted(context));
        if (made.isEmpty()) {
            complete(context);
            return;
        }
        try {
            IpPermission everything = Groups.everything(Groups.ranges(true));
            Groups.change(wanted(context), () -> authorizeIngress(context, made.get(), everything));
        } catch (Ec2Exception e) {
            if (!Failures.hasCode(e, "InvalidPermission.Duplicate")) {
                throw e;
            }
            complete(context);
        }
    }

    /** Adds the rules that are not there. */
    private void complete(StepContext context) {
        GroupState now = GroupState.of(groups.existing(context, wanted(context)));
        List<String> ingress = missing(now, "ingress", true);
        if (!ingress.isEmpty()) {
            authorizeIngress(context, now.groupId(), Groups.everything(ingress));
        }
        List<String> egress = missing(now, "egress", ipv6(context));
        if (!egress.isEmpty()) {
            groups.ec2(context)
                    .authorizeSecurityGroupEgress(
                            request -> request.groupId(now.groupId()).ipPermissions(Groups.everything(egress)));
        }
    }

    private void authorizeIngress(StepContext context, String group, IpPermission rule) {
        groups.ec2(context)
                .authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(rule));
    }

    private static List<String> missing(GroupState now, String direction, boolean ipv6) {
        return Groups.ranges(ipv6).stream()
                .filter(range -> !now.rules().contains(direction + " -1 " + range))
                .toList();
    }

    private static boolean ipv6(StepContext context) {
        return Boolean.parseBoolean(context.parameter(IPV6));
    }

    @Override
    public boolean verify(StepContext context, GroupState now) {
        return now.exists()
                && missing(now, "ingress", true).isEmpty()
                && missing(now, "egress", ipv6(context)).isEmpty();
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
                context.parameter(VPC),
                "firebreak-open-" + context.incident().id(),
                "open",
                "Firebreak: lets everything through for a moment, so that tracked connections can be cut");
    }
}
