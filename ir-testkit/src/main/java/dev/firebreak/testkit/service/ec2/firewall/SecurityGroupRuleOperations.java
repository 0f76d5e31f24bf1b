package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The rules of security groups. */
final class SecurityGroupRuleOperations {
    private static final String TYPE = "security-group-rule";

    private SecurityGroupRuleOperations() {}

    /** What a revoke removed, and what of it there was not. */
    private record Revoked(List<RevokedSecurityGroupRule> rules, List<IpPermission> unknown) {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "AuthorizeSecurityGroupIngress",
                        AuthorizeSecurityGroupIngressRequest::builder,
                        SecurityGroupRuleOperations::authorizeIngress)
                .on(
                        "AuthorizeSecurityGroupEgress",
                        AuthorizeSecurityGroupEgressRequest::builder,
                        SecurityGroupRuleOperations::authorizeEgress)
                .on(
                        "RevokeSecurityGroupIngress",
                        RevokeSecurityGroupIngressRequest::builder,
                        SecurityGroupRuleOperations::revokeIngress)
                .on(
                        "RevokeSecurityGroupEgress",
                        RevokeSecurityGroupEgressRequest::builder,
                        SecurityGroupRuleOperations::revokeEgress);
    }

    private static AuthorizeSecurityGroupIngressResponse authorizeIngress(
            Call call, AuthorizeSecurityGroupIngressRequest request) {
        Ec2SecurityGroup group = SecurityGroups.byIdOrName(call, request.groupId(), request.groupName());
        IpPermission flat = flat(
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                request.cidrIp(),
                request.sourceSecurityGroupName());
        var rules = rules(call, group, permissions(request.ipPermissions(), flat), false);
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(authorize(call, group, rules, request.tagSpecifications()))
                .build();
    }

    private static AuthorizeSecurityGroupEgressResponse authorizeEgress(
            Call call, AuthorizeSecurityGroupEgressRequest request) {
        Ec2SecurityGroup group = Kind.GROUP.get(call, Refusals.required(request.groupId(), "groupId"));
        checkNotFlat(request.cidrIp(), request.ipProtocol());
        var rules = rules(call, group, Refusals.required(request.ipPermissions(), "ipPermissions"), true);
        return AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(authorize(call, group, rules, request.tagSpecifications()))
                .build();
    }

    private static RevokeSecurityGroupIngressResponse revokeIngress(
            Call call, RevokeSecurityGroupIngressRequest request) {
        Ec2SecurityGroup group = SecurityGroups.byIdOrName(call, request.groupId(), request.groupName());
        IpPermission flat = flat(
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                request.cidrIp(),
                request.sourceSecurityGroupName());
        Revoked revoked = request.securityGroupRuleIds().isEmpty()
                ? revoke(call, group, rules(call, group, permissions(request.ipPermissions(), flat), false))
                : revokeByIds(call, group, request.securityGroupRuleIds(), request.ipPermissions(), false);
        return RevokeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .revokedSecurityGroupRules(revoked.rules())
                .unknownIpPermissions(revoked.unknown())
                .build();
    }

    private static RevokeSecurityGroupEgressResponse revokeEgress(Call call, RevokeSecurityGroupEgressRequest request) {
        Ec2SecurityGroup group = Kind.GROUP.get(call, Refusals.required(request.groupId(), "groupId"));
        checkNotFlat(request.cidrIp(), request.ipProtocol());
        Revoked revoked = request.securityGroupRuleIds().isEmpty()
                ? revoke(
                        call,
                        group,
                        rules(call, group, Refusals.required(request.ipPermissions(), "ipPermissions"), true))
                : revokeByIds(call, group, request.securityGroupRuleIds(), request.ipPermissions(), true);
        return RevokeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .revokedSecurityGroupRules(revoked.rules())
                .unknownIpPermissions(revoked.unknown())
                .build();
    }

    /** The flat parameters of ingress as a permission; one without protocol when none were given. */
    private static IpPermission flat(String protocol, Integer from, Integer to, String cidr, String groupName) {
        IpPermission.Builder permission =
                IpPermission.builder().fromPort(from).toPort(to).ipProtocol(protocol);
        if (cidr != null) {
            permission.ipRanges(IpRange.builder().cidrIp(cidr).build());
        }
        if (groupName != null) {
            permission
                    .ipProtocol(protocol == null ? "-1" : protocol)
                    .userIdGroupPairs(
                            UserIdGroupPair.builder().groupName(groupName).build());
        }
        return permission.build();
    }

    private static List<IpPermission> permissions(List<IpPermission> listed, IpPermission flat) {
        if (flat.ipProtocol() == null) {
            return Refusals.required(listed, "ipPermissions");
        }
        if (!listed.isEmpty()) {
            throw Refusals.combination(
                    "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'");
        }
        return List.of(flat);
    }

    private static void checkNotFlat(String cidr, String protocol) {
        if (cidr != null || protocol != null) {
            throw AwsError.of("InvalidParameter", "Egress rules must be specified with ipPermissions.");
        }
    }

    private static List<SecurityGroupRule> rules(
            Call call, Ec2SecurityGroup group, List<IpPermission> permissions, boolean egress) {
        var rules = new ArrayList<SecurityGroupRule>();
        permissions.forEach(permission -> rules.addAll(Permissions.split(call, group, permission, egress)));
        var keys = new HashSet<String>();
        if (!rules.stream().map(Permissions::key).allMatch(keys::add)) {
            throw Refusals.value("The same permission must not appear multiple times");
        }
        return rules;
    }

    private static List<SecurityGroupRule> authorize(
            Call call, Ec2SecurityGroup group, List<SecurityGroupRule> rules, List<TagSpecification> tags) {
        Tagging.check(tags, TYPE);
        for (SecurityGroupRule rule : rules) {
            if (group.rules().stream().anyMatch(old -> Permissions.same(old, rule))) {
                throw AwsError.of(
                        "InvalidPermission.Duplicate",
                        "the specified rule \"%s\" already exists",
                        Permissions.words(rule));
            }
        }
        RuleQuota.check(call, group, rules);
        var made = new ArrayList<SecurityGroupRule>();
        for (SecurityGroupRule rule : rules) {
            SecurityGroupRule withId = rule.copy(
                    copy -> copy.securityGroupRuleId(call.world().ids().ec2("sgr")));
            group.put(withId);
            Tagging.apply(call, tags, TYPE, withId.securityGroupRuleId());
            made.add(view(call, withId));
        }
        return made;
    }

    /**
     * Revokes by the properties of rules. In a default VPC rules that do not exist are only named in the answer; elsewhere they
     * refuse the call (API_RevokeSecurityGroupIngress).
     */
    private static Revoked revoke(Call call, Ec2SecurityGroup group, List<SecurityGroupRule> rules) {
        var found = new ArrayList<SecurityGroupRule>();
        var unknown = new ArrayList<SecurityGroupRule>();
        for (SecurityGroupRule rule : rules) {
            group.rules().stream()
                    .filter(old -> Permissions.same(old, rule))
                    .findFirst()
                    .ifPresentOrElse(found::add, () -> unknown.add(rule));
        }
        boolean lenient = Kind.VPC.get(call, group.vpcId()).isDefault();
        if (!unknown.isEmpty() && !lenient) {
            throw AwsError.of(
                    "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
        }
        return new Revoked(
                remove(call, group, found),
                Permissions.merge(unknown, rules.get(0).isEgress()));
    }

    private static Revoked revokeByIds(
            Call call, Ec2SecurityGroup group, List<String> ids, List<IpPermission> permissions, boolean egress) {
        if (!permissions.isEmpty()) {
            throw Refusals.combination(
                    "The parameter 'ipPermissions' may not be used in combination with 'securityGroupRuleIds'");
        }
        List<SecurityGroupRule> ofDirection =
                group.rules().stream().filter(rule -> rule.isEgress() == egress).toList();
        return new Revoked(remove(call, group, byIds(ofDirection, ids)), List.of());
    }

    /** The rules with these ids, or EC2's refusal. */
    static List<SecurityGroupRule> byIds(Collection<SecurityGroupRule> rules, List<String> ids) {
        var found = new ArrayList<SecurityGroupRule>();
        for (String id : ids) {
            if (!id.matches("sgr-([0-9a-f]{8}|[0-9a-f]{17})")) {
                throw AwsError.of(
                        "InvalidSecurityGroupRuleId.Malformed", "Invalid id: \"%s\" (expecting \"sgr-...\")", id);
            }
            found.add(rules.stream()
                    .filter(rule -> rule.securityGroupRuleId().equals(id))
                    .findFirst()
                    .orElseThrow(() -> AwsError.of(
                            "InvalidSecurityGroupRuleId.NotFound",
                            "The security group rule ID '%s' does not exist",
                            id)));
        }
        return found;
    }

    private static List<RevokedSecurityGroupRule> remove(
            Call call, Ec2SecurityGroup group, List<SecurityGroupRule> rules) {
        Ec2State state = call.region().ec2();
        for (SecurityGroupRule rule : rules) {
            group.remove(rule.securityGroupRuleId());
            state.tags().forget(rule.securityGroupRuleId());
        }
        return rules.stream().map(SecurityGroupRuleOperations::revoked).toList();
    }

    private static RevokedSecurityGroupRule revoked(SecurityGroupRule rule) {
        return RevokedSecurityGroupRule.builder()
                .securityGroupRuleId(rule.securityGroupRuleId())
                .groupId(rule.groupId())
                .isEgress(rule.isEgress())
                .ipProtocol(rule.ipProtocol())
                .fromPort(rule.fromPort())
                .toPort(rule.toPort())
                .cidrIpv4(rule.cidrIpv4())
                .cidrIpv6(rule.cidrIpv6())
                .prefixListId(rule.prefixListId())
                .referencedGroupId(
                        rule.referencedGroupInfo() == null
                                ? null
                                : rule.referencedGroupInfo().groupId())
                .description(rule.description())
                .build();
    }

    /** A rule as the API gives it. */
    static SecurityGroupRule view(Call call, SecurityGroupRule rule) {
        return rule.copy(copy -> copy.tags(call.region().ec2().tags().list(rule.securityGroupRuleId()))
                .securityGroupRuleArn("arn:aws:ec2:" + call.region().name() + ":"
                        + call.account().id() + ":security-group-rule/" + rule.securityGroupRuleId()));
    }
}
