package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import software.amazon.awssdk.services.route53resolver.model.CreateFirewallRuleGroupRequest;
import software.amazon.awssdk.services.route53resolver.model.CreateFirewallRuleGroupResponse;
import software.amazon.awssdk.services.route53resolver.model.DeleteFirewallRuleGroupRequest;
import software.amazon.awssdk.services.route53resolver.model.DeleteFirewallRuleGroupResponse;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroup;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupMetadata;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupStatus;
import software.amazon.awssdk.services.route53resolver.model.GetFirewallRuleGroupRequest;
import software.amazon.awssdk.services.route53resolver.model.GetFirewallRuleGroupResponse;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallRuleGroupsRequest;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallRuleGroupsResponse;
import software.amazon.awssdk.services.route53resolver.model.ShareStatus;

/** Groups of rules. */
final class RuleGroupOperations {
    private RuleGroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateFirewallRuleGroup", CreateFirewallRuleGroupRequest::builder, RuleGroupOperations::create)
                .on("GetFirewallRuleGroup", GetFirewallRuleGroupRequest::builder, RuleGroupOperations::get)
                .on("ListFirewallRuleGroups", ListFirewallRuleGroupsRequest::builder, RuleGroupOperations::list)
                .on("DeleteFirewallRuleGroup", DeleteFirewallRuleGroupRequest::builder, RuleGroupOperations::delete);
    }

    private static CreateFirewallRuleGroupResponse create(Call call, CreateFirewallRuleGroupRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        FirewallRuleGroup made = state.groups().all().stream()
                .filter(group -> group.creatorRequestId().equals(request.creatorRequestId()))
                .findFirst()
                .orElseGet(() -> make(call, request));
        return CreateFirewallRuleGroupResponse.builder()
                .firewallRuleGroup(view(state, made))
                .build();
    }

    private static FirewallRuleGroup make(Call call, CreateFirewallRuleGroupRequest request) {
        Names.check(request.name());
        String id = call.world().ids().ec2("rslvr-frg");
        var made = FirewallRuleGroup.builder()
                .id(id)
                .arn(Names.arn(call, "firewall-rule-group", id))
                .name(request.name())
                .status(FirewallRuleGroupStatus.COMPLETE)
                .ownerId(call.account().id())
                .shareStatus(ShareStatus.NOT_SHARED)
                .creatorRequestId(request.creatorRequestId())
                .creationTime(call.now().toString())
                .modificationTime(call.now().toString())
                .build();
        DnsFirewallState.of(call).groups().put(made);
        return made;
    }

    private static FirewallRuleGroup view(DnsFirewallState state, FirewallRuleGroup group) {
        return group.copy(copy -> copy.ruleCount(state.rulesOf(group.id()).size()));
    }

    private static GetFirewallRuleGroupResponse get(Call call, GetFirewallRuleGroupRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        return GetFirewallRuleGroupResponse.builder()
                .firewallRuleGroup(view(state, state.group(request.firewallRuleGroupId())))
                .build();
    }

    private static ListFirewallRuleGroupsResponse list(Call call, ListFirewallRuleGroupsRequest request) {
        List<FirewallRuleGroupMetadata> all = DnsFirewallState.of(call).groups().all().stream()
                .map(group -> FirewallRuleGroupMetadata.builder()
                        .id(group.id())
                        .arn(group.arn())
                        .name(group.name())
                        .ownerId(group.ownerId())
                        .shareStatus(group.shareStatus())
                        .creatorRequestId(group.creatorRequestId())
                        .build())
                .toList();
        ResultPage<FirewallRuleGroupMetadata> page = ResolverPage.of(all, request.maxResults(), request.nextToken());
        return ListFirewallRuleGroupsResponse.builder()
                .firewallRuleGroups(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DeleteFirewallRuleGroupResponse delete(Call call, DeleteFirewallRuleGroupRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        FirewallRuleGroup group = state.group(request.firewallRuleGroupId());
        if (state.associations().all().stream()
                .anyMatch(each -> each.firewallRuleGroupId().equals(group.id()))) {
            throw ResolverErrors.conflict("The firewall rule group %s is associated with a VPC", group.id());
        }
        if (!state.rulesOf(group.id()).isEmpty()) {
            throw ResolverErrors.conflict("The firewall rule group %s has rules", group.id());
        }
        state.groups().remove(group.id());
        return DeleteFirewallRuleGroupResponse.builder()
                .firewallRuleGroup(group.copy(copy -> copy.status(FirewallRuleGroupStatus.DELETING)))
                .build();
    }
}
