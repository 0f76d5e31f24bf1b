package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import software.amazon.awssdk.services.route53resolver.model.Action;
import software.amazon.awssdk.services.route53resolver.model.BlockResponse;
import software.amazon.awssdk.services.route53resolver.model.CreateFirewallRuleRequest;
import software.amazon.awssdk.services.route53resolver.model.CreateFirewallRuleResponse;
import software.amazon.awssdk.services.route53resolver.model.DeleteFirewallRuleRequest;
import software.amazon.awssdk.services.route53resolver.model.DeleteFirewallRuleResponse;
import software.amazon.awssdk.services.route53resolver.model.FirewallRule;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallRulesRequest;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallRulesResponse;

/** The rules of a group: what becomes of queries for the names of a domain list. */
final class RuleOperations {
    private RuleOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateFirewallRule", CreateFirewallRuleRequest::builder, RuleOperations::create)
                .on("ListFirewallRules", ListFirewallRulesRequest::builder, RuleOperations::list)
                .on("DeleteFirewallRule", DeleteFirewallRuleRequest::builder, RuleOperations::delete);
    }

    private static CreateFirewallRuleResponse create(Call call, CreateFirewallRuleRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        check(state, request);
        FirewallRule made = FirewallRule.builder()
                .firewallRuleGroupId(request.firewallRuleGroupId())
                .firewallDomainListId(request.firewallDomainListId())
                .name(request.name())
                .priority(request.priority())
                .action(request.action())
                .blockResponse(request.blockResponse())
                .blockOverrideDomain(request.blockOverrideDomain())
                .blockOverrideDnsType(request.blockOverrideDnsType())
                .blockOverrideTtl(request.blockOverrideTtl())
                .qtype(request.qtype())
                .creatorRequestId(request.creatorRequestId())
                .creationTime(call.now().toString())
                .modificationTime(call.now().toString())
                .build();
        if (state.rules().contains(DnsFirewallState.key(made))) {
            throw ResolverErrors.conflict(
                    "The rule group %s has a rule for the domain list %s already",
                    request.firewallRuleGroupId(), request.firewallDomainListId());
        }
        state.rules().put(made);
        return CreateFirewallRuleResponse.builder().firewallRule(made).build();
    }

    private static void check(DnsFirewallState state, CreateFirewallRuleRequest request) {
        Names.check(request.name());
        String group = state.group(request.firewallRuleGroupId()).id();
        state.list(request.firewallDomainListId());
        if (request.priority() == null || request.action() == null) {
            throw ResolverErrors.invalid("A priority and an action are required");
        }
        if (state.rulesOf(group).stream().anyMatch(rule -> rule.priority().equals(request.priority()))) {
            throw ResolverErrors.conflict("The rule group %s has a rule of priority %d", group, request.priority());
        }
        boolean blocks = request.action() == Action.BLOCK;
        if (blocks != (request.blockResponse() != null)) {
            throw ResolverErrors.invalid("A block response goes with the action BLOCK, and with that alone");
        }
        if (blocks
                && request.blockResponse() == BlockResponse.OVERRIDE
                && (request.blockOverrideDomain() == null || request.blockOverrideTtl() == null)) {
            throw ResolverErrors.invalid("The block response OVERRIDE needs a domain and a TTL");
        }
    }

    private static ListFirewallRulesResponse list(Call call, ListFirewallRulesRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        String group = state.group(request.firewallRuleGroupId()).id();
        ResultPage<FirewallRule> page = ResolverPage.of(
                state.rulesOf(group).stream()
                        .filter(rule ->
                                request.priority() == null || rule.priority().equals(request.priority()))
                        .filter(rule -> request.action() == null || rule.action() == request.action())
                        .toList(),
                request.maxResults(),
                request.nextToken());
        return ListFirewallRulesResponse.builder()
                .firewallRules(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DeleteFirewallRuleResponse delete(Call call, DeleteFirewallRuleRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        FirewallRule wanted = FirewallRule.builder()
                .firewallRuleGroupId(state.group(request.firewallRuleGroupId()).id())
                .firewallDomainListId(request.firewallDomainListId())
                .qtype(request.qtype())
                .build();
        FirewallRule rule = state.rules()
                .find(DnsFirewallState.key(wanted))
                .orElseThrow(() -> ResolverErrors.notFound("Firewall rule", request.firewallDomainListId()));
        state.rules().remove(DnsFirewallState.key(rule));
        return DeleteFirewallRuleResponse.builder().firewallRule(rule).build();
    }
}
