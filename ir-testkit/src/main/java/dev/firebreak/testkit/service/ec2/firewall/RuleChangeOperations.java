package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Changing rules in place: their traffic by id, their descriptions by id or by what they allow. */
final class RuleChangeOperations {
    private RuleChangeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("ModifySecurityGroupRules", ModifySecurityGroupRulesRequest::builder, RuleChangeOperations::modify)
                .on(
                        "UpdateSecurityGroupRuleDescriptionsIngress",
                        UpdateSecurityGroupRuleDescriptionsIngressRequest::builder,
                        RuleChangeOperations::describeIngress)
                .on(
                        "UpdateSecurityGroupRuleDescriptionsEgress",
                        UpdateSecurityGroupRuleDescriptionsEgressRequest::builder,
                        RuleChangeOperations::describeEgress);
    }

    private static ModifySecurityGroupRulesResponse modify(Call call, ModifySecurityGroupRulesRequest request) {
        Ec2SecurityGroup group = Kind.GROUP.get(call, Refusals.required(request.groupId(), "GroupId"));
        var changed = new ArrayList<SecurityGroupRule>();
        for (SecurityGroupRuleUpdate update : Refusals.required(request.securityGroupRules(), "SecurityGroupRule")) {
            String id = Refusals.required(update.securityGroupRuleId(), "SecurityGroupRuleId");
            SecurityGroupRule old = SecurityGroupRuleOperations.byIds(group.rules(), List.of(id))
                    .get(0);
            changed.add(changed(call, group, old, update.securityGroupRule()));
        }
        changed.forEach(rule -> checkUnlike(group, rule));
        changed.forEach(group::put);
        return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
    }

    private static SecurityGroupRule changed(
            Call call, Ec2SecurityGroup group, SecurityGroupRule old, SecurityGroupRuleRequest wanted) {
        List<SecurityGroupRule> rules = Permissions.split(call, group, permission(wanted), old.isEgress());
        if (rules.size() != 1) {
            throw Refusals.combination(
                    "Exactly one of cidrIpv4, cidrIpv6, prefixListId and referencedGroupId must be specified");
        }
        SecurityGroupRule rule = rules.get(0);
        boolean sameType = (old.cidrIpv4() == null) == (rule.cidrIpv4() == null)
                && (old.cidrIpv6() == null) == (rule.cidrIpv6() == null)
                && (old.prefixListId() == null) == (rule.prefixListId() == null);
        if (!sameType) {
            throw Refusals.value(
                    "The type of the security group rule '%s' cannot be changed", old.securityGroupRuleId());
        }
        return rule.copy(copy -> copy.securityGroupRuleId(old.securityGroupRuleId()));
    }

    private static IpPermission permission(SecurityGroupRuleRequest wanted) {
        IpPermission.Builder permission = IpPermission.builder()
                .ipProtocol(wanted.ipProtocol())
                .fromPort(wanted.fromPort())
                .toPort(wanted.toPort());
        String description = wanted.description();
        if (wanted.cidrIpv4() != null) {
            permission.ipRanges(IpRange.builder()
                    .cidrIp(wanted.cidrIpv4())
                    .description(description)
                    .build());
        }
        if (wanted.cidrIpv6() != null) {
            permission.ipv6Ranges(Ipv6Range.builder()
                    .cidrIpv6(wanted.cidrIpv6())
                    .description(description)
                    .build());
        }
        if (wanted.prefixListId() != null) {
            permission.prefixListIds(PrefixListId.builder()
                    .prefixListId(wanted.prefixListId())
                    .description(description)
                    .build());
        }
        if (wanted.referencedGroupId() != null) {
            permission.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupId(wanted.referencedGroupId())
                    .description(description)
                    .build());
        }
        return permission.build();
    }

    private static void checkUnlike(Ec2SecurityGroup group, SecurityGroupRule rule) {
        boolean duplicate = group.rules().stream()
                .anyMatch(other -> !other.securityGroupRuleId().equals(rule.securityGroupRuleId())
                        && Permissions.same(other, rule));
        if (duplicate) {
            throw AwsError.of(
                    "InvalidPermission.Duplicate", "the specified rule \"%s\" already exists", Permissions.words(rule));
        }
    }

    private static UpdateSecurityGroupRuleDescriptionsIngressResponse describeIngress(
            Call call, UpdateSecurityGroupRuleDescriptionsIngressRequest request) {
        Ec2SecurityGroup group = SecurityGroups.byIdOrName(call, request.groupId(), request.groupName());
        describe(call, group, request.ipPermissions(), request.securityGroupRuleDescriptions(), false);
        return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder()
                .returnValue(true)
                .build();
    }

    private static UpdateSecurityGroupRuleDescriptionsEgressResponse describeEgress(
            Call call, UpdateSecurityGroupRuleDescriptionsEgressRequest request) {
        Ec2SecurityGroup group = SecurityGroups.byIdOrName(call, request.groupId(), request.groupName());
        describe(call, group, request.ipPermissions(), request.securityGroupRuleDescriptions(), true);
        return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder()
                .returnValue(true)
                .build();
    }

    /** A description that is not given is removed. */
    private static void describe(
            Call call,
            Ec2SecurityGroup group,
            List<IpPermission> permissions,
            List<SecurityGroupRuleDescription> descriptions,
            boolean egress) {
        if (permissions.isEmpty() == descriptions.isEmpty()) {
            throw Refusals.combination("Specify either ipPermissions or securityGroupRuleDescriptions");
        }
        var changed = new ArrayList<SecurityGroupRule>();
        for (IpPermission permission : permissions) {
            Permissions.split(call, group, permission, egress).forEach(rule -> changed.add(like(group, rule)));
        }
        List<SecurityGroupRule> ofDirection =
                group.rules().stream().filter(rule -> rule.isEgress() == egress).toList();
        for (SecurityGroupRuleDescription wanted : descriptions) {
            Descriptions.check("rule", wanted.description());
            changed.addAll(
                    SecurityGroupRuleOperations.byIds(ofDirection, List.of(wanted.securityGroupRuleId())).stream()
                            .map(rule -> rule.copy(copy -> copy.description(wanted.description())))
                            .toList());
        }
        changed.forEach(group::put);
    }

    private static SecurityGroupRule like(Ec2SecurityGroup group, SecurityGroupRule wanted) {
        return group.rules().stream()
                .filter(rule -> Permissions.same(rule, wanted))
                .findFirst()
                .map(rule -> rule.copy(copy -> copy.description(wanted.description())))
                .orElseThrow(() -> AwsError.of(
                        "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
    }
}
