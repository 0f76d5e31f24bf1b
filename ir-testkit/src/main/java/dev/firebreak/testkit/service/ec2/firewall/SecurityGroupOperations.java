package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.network.Networks;
import dev.firebreak.testkit.world.RegionQuota;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.network.DefaultNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Security groups: making, deleting and describing them; their rules are {@link SecurityGroupRuleOperations}. */
final class SecurityGroupOperations {
    private static final String TYPE = "security-group";

    private SecurityGroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateSecurityGroup", CreateSecurityGroupRequest::builder, SecurityGroupOperations::create)
                .on("DeleteSecurityGroup", DeleteSecurityGroupRequest::builder, SecurityGroupOperations::delete)
                .on("DescribeSecurityGroups", DescribeSecurityGroupsRequest::builder, SecurityGroupOperations::describe)
                .on(
                        "DescribeSecurityGroupRules",
                        DescribeSecurityGroupRulesRequest::builder,
                        SecurityGroupOperations::describeRules);
    }

    private static CreateSecurityGroupResponse create(Call call, CreateSecurityGroupRequest request) {
        String name = Refusals.required(request.groupName(), "GroupName");
        String description = Refusals.required(request.description(), "GroupDescription");
        Tagging.check(request.tagSpecifications(), TYPE);
        Vpc vpc = request.vpcId() == null ? Networks.defaultVpc(call) : Kind.VPC.get(call, request.vpcId());
        checkName(call.region().ec2(), name, vpc.vpcId());
        checkQuota(call);
        Descriptions.check("security group", description);
        var group = new Ec2SecurityGroup(call.world().ids().ec2("sg"), name, description, vpc.vpcId());
        allowEgress(call, group, "0.0.0.0/0");
        if (!vpc.ipv6CidrBlockAssociationSet().isEmpty()) {
            allowEgress(call, group, "::/0");
        }
        call.region().ec2().securityGroups().put(group);
        Tagging.apply(call, request.tagSpecifications(), TYPE, group.id());
        return CreateSecurityGroupResponse.builder()
                .groupId(group.id())
                .securityGroupArn(arn(call, group))
                .tags(call.region().ec2().tags().list(group.id()))
                .build();
    }

    private static void checkName(Ec2State state, String name, String vpcId) {
        if (name.equals("default")) {
            throw Refusals.value("Cannot use reserved security group name: default");
        }
        if (name.startsWith("sg-")) {
            throw Refusals.value("Invalid value '%s' for groupName. Group names may not be in the format sg-*.", name);
        }
        Descriptions.checkName(name);
        if (SecurityGroups.find(state, name, vpcId).findAny().isPresent()) {
            throw AwsError.of(
                    "InvalidGroup.Duplicate", "The security group '%s' already exists for VPC '%s'", name, vpcId);
        }
    }

    private static void checkQuota(Call call) {
        int present = call.region().ec2().securityGroups().all().size();
        if (present >= call.world().most(RegionQuota.SECURITY_GROUPS)) {
            throw AwsError.of(
                    "SecurityGroupLimitExceeded",
                    "The maximum number of security groups for this account has been reached.");
        }
    }

    private static void allowEgress(Call call, Ec2SecurityGroup group, String cidr) {
        group.put(DefaultNetwork.allowAll(
                call.world().ids().ec2("sgr"), group.id(), call.account().id(), cidr, true));
    }

    private static DeleteSecurityGroupResponse delete(Call call, DeleteSecurityGroupRequest request) {
        Ec2SecurityGroup group = SecurityGroups.byIdOrName(call, request.groupId(), request.groupName());
        Ec2State state = call.region().ec2();
        if (group.name().equals("default")) {
            throw AwsError.of(
                    "CannotDelete",
                    "the specified group: \"%s\" name: \"default\" cannot be deleted by a user",
                    group.id());
        }
        if (!state.interfaces().by(Ec2State.BY_GROUP, group.id()).isEmpty() || referenced(state, group)) {
            throw Refusals.dependency("resource %s has a dependent object", group.id());
        }
        group.rules().forEach(rule -> state.tags().forget(rule.securityGroupRuleId()));
        state.securityGroups().remove(group.id());
        state.tags().forget(group.id());
        return DeleteSecurityGroupResponse.builder()
                .returnValue(true)
                .groupId(group.id())
                .build();
    }

    private static boolean referenced(Ec2State state, Ec2SecurityGroup group) {
        // A group of a peered VPC does not count: its rule becomes stale.
        return state.securityGroups().all().stream()
                .anyMatch(
                        other -> other != group && other.vpcId().equals(group.vpcId()) && other.references(group.id()));
    }

    private static DescribeSecurityGroupsResponse describe(Call call, DescribeSecurityGroupsRequest request) {
        Collection<Ec2SecurityGroup> asked = request.groupNames().isEmpty()
                ? Kind.GROUP.get(call, request.groupIds())
                : request.groupNames().stream()
                        .map(name -> SecurityGroups.byIdOrName(call, null, name))
                        .toList();
        var page =
                Page.of(filters(call).select(asked, request.filters()), request.maxResults(), request.nextToken(), 5);
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.map(group -> view(call, group)))
                .nextToken(page.nextToken())
                .build();
    }

    private static Filters<Ec2SecurityGroup> filters(Call call) {
        return new Filters<>(call, Ec2SecurityGroup::id)
                .on("group-id", Ec2SecurityGroup::id)
                .on("group-name", Ec2SecurityGroup::name)
                .on("description", Ec2SecurityGroup::description)
                .on("vpc-id", Ec2SecurityGroup::vpcId)
                .on("owner-id", group -> call.account().id())
                .onAny("ip-permission.from-port", group -> rules(group, false, SecurityGroupOperations::fromPort))
                .onAny("ip-permission.to-port", group -> rules(group, false, SecurityGroupOperations::toPort))
                .onAny("ip-permission.prefix-list-id", group -> rules(group, false, SecurityGroupRule::prefixListId))
                .onAny("egress.ip-permission.from-port", group -> rules(group, true, SecurityGroupOperations::fromPort))
                .onAny("egress.ip-permission.to-port", group -> rules(group, true, SecurityGroupOperations::toPort))
                .onAny(
                        "egress.ip-permission.prefix-list-id",
                        group -> rules(group, true, SecurityGroupRule::prefixListId))
                .onAny("ip-permission.cidr", group -> rules(group, false, SecurityGroupRule::cidrIpv4))
                .onAny("ip-permission.ipv6-cidr", group -> rules(group, false, SecurityGroupRule::cidrIpv6))
                .onAny("ip-permission.protocol", group -> rules(group, false, SecurityGroupRule::ipProtocol))
                .onAny("ip-permission.group-id", group -> rules(group, false, SecurityGroupOperations::referencedGroup))
                .onAny("egress.ip-permission.cidr", group -> rules(group, true, SecurityGroupRule::cidrIpv4))
                .onAny("egress.ip-permission.ipv6-cidr", group -> rules(group, true, SecurityGroupRule::cidrIpv6))
                .onAny("egress.ip-permission.protocol", group -> rules(group, true, SecurityGroupRule::ipProtocol))
                .onAny(
                        "egress.ip-permission.group-id",
                        group -> rules(group, true, SecurityGroupOperations::referencedGroup));
    }

    private static List<@Nullable String> rules(
            Ec2SecurityGroup group, boolean egress, Function<SecurityGroupRule, @Nullable String> value) {
        var values = new ArrayList<@Nullable String>();
        group.rules().stream()
                .filter(rule -> rule.isEgress() == egress)
                .map(value)
                .forEach(values::add);
        return values;
    }

    private static @Nullable String referencedGroup(SecurityGroupRule rule) {
        return rule.referencedGroupInfo() == null
                ? null
                : rule.referencedGroupInfo().groupId();
    }

    private static String fromPort(SecurityGroupRule rule) {
        return rule.fromPort().toString();
    }

    private static String toPort(SecurityGroupRule rule) {
        return rule.toPort().toString();
    }

    private static SecurityGroup view(Call call, Ec2SecurityGroup group) {
        return SecurityGroup.builder()
                .groupId(group.id())
                .groupName(group.name())
                .description(group.description())
                .vpcId(group.vpcId())
                .ownerId(call.account().id())
                .securityGroupArn(arn(call, group))
                .ipPermissions(Permissions.merge(group.rules(), false))
                .ipPermissionsEgress(Permissions.merge(group.rules(), true))
                .tags(call.region().ec2().tags().list(group.id()))
                .build();
    }

    private static String arn(Call call, Ec2SecurityGroup group) {
        return "arn:aws:ec2:" + call.region().name() + ":" + call.account().id() + ":security-group/" + group.id();
    }

    private static DescribeSecurityGroupRulesResponse describeRules(
            Call call, DescribeSecurityGroupRulesRequest request) {
        var byId = new Filters<>(call, SecurityGroupRule::securityGroupRuleId)
                .on("group-id", SecurityGroupRule::groupId)
                .on("security-group-rule-id", SecurityGroupRule::securityGroupRuleId)
                .indexed(
                        "group-id",
                        id -> call.region().ec2().securityGroups().find(id).stream()
                                .flatMap(group -> group.rules().stream())
                                .toList());
        var found = request.securityGroupRuleIds().isEmpty()
                ? byId.select(() -> allRules(call), request.filters())
                : byId.select(
                        SecurityGroupRuleOperations.byIds(allRules(call), request.securityGroupRuleIds()),
                        request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(page.map(rule -> SecurityGroupRuleOperations.view(call, rule)))
                .nextToken(page.nextToken())
                .build();
    }

    private static List<SecurityGroupRule> allRules(Call call) {
        return call.region().ec2().securityGroups().all().stream()
                .flatMap(group -> group.rules().stream())
                .toList();
    }
}
