package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import software.amazon.awssdk.services.route53resolver.model.AssociateFirewallRuleGroupRequest;
import software.amazon.awssdk.services.route53resolver.model.AssociateFirewallRuleGroupResponse;
import software.amazon.awssdk.services.route53resolver.model.DisassociateFirewallRuleGroupRequest;
import software.amazon.awssdk.services.route53resolver.model.DisassociateFirewallRuleGroupResponse;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupAssociation;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupAssociationStatus;
import software.amazon.awssdk.services.route53resolver.model.GetFirewallRuleGroupAssociationRequest;
import software.amazon.awssdk.services.route53resolver.model.GetFirewallRuleGroupAssociationResponse;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallRuleGroupAssociationsRequest;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallRuleGroupAssociationsResponse;
import software.amazon.awssdk.services.route53resolver.model.MutationProtectionStatus;

/** Which VPCs a rule group watches over. */
final class AssociationOperations {
    /** Those of Firewall Manager come first and last. */
    private static final int FIRST = 100;

    private static final int LAST = 9900;

    private AssociationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "AssociateFirewallRuleGroup",
                        AssociateFirewallRuleGroupRequest::builder,
                        AssociationOperations::associate)
                .on(
                        "GetFirewallRuleGroupAssociation",
                        GetFirewallRuleGroupAssociationRequest::builder,
                        AssociationOperations::get)
                .on(
                        "ListFirewallRuleGroupAssociations",
                        ListFirewallRuleGroupAssociationsRequest::builder,
                        AssociationOperations::list)
                .on(
                        "DisassociateFirewallRuleGroup",
                        DisassociateFirewallRuleGroupRequest::builder,
                        AssociationOperations::disassociate);
    }

    private static AssociateFirewallRuleGroupResponse associate(Call call, AssociateFirewallRuleGroupRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        FirewallRuleGroupAssociation made = state.associations().all().stream()
                .filter(each -> each.creatorRequestId().equals(request.creatorRequestId()))
                .findFirst()
                .orElseGet(() -> make(call, request));
        return AssociateFirewallRuleGroupResponse.builder()
                .firewallRuleGroupAssociation(state.now(made))
                .build();
    }

    private static FirewallRuleGroupAssociation make(Call call, AssociateFirewallRuleGroupRequest request) {
        check(call, request);
        String id = call.world().ids().ec2("rslvr-frgassoc");
        boolean fixed = request.mutationProtection() == MutationProtectionStatus.ENABLED;
        var made = FirewallRuleGroupAssociation.builder()
                .id(id)
                .arn(Names.arn(call, "firewall-rule-group-association", id))
                .firewallRuleGroupId(request.firewallRuleGroupId())
                .vpcId(request.vpcId())
                .name(request.name())
                .priority(request.priority())
                .mutationProtection(fixed ? MutationProtectionStatus.ENABLED : MutationProtectionStatus.DISABLED)
                .creatorRequestId(request.creatorRequestId())
                .creationTime(call.now().toString())
                .modificationTime(call.now().toString())
                .build();
        DnsFirewallState.of(call).associations().put(made);
        return made;
    }

    private static void check(Call call, AssociateFirewallRuleGroupRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        Names.check(request.name());
        String group = state.group(request.firewallRuleGroupId()).id();
        String vpc = String.valueOf(request.vpcId());
        if (!call.region().ec2().vpcs().contains(vpc)) {
            throw ResolverErrors.notFound("VPC", vpc);
        }
        Integer priority = request.priority();
        if (priority == null || priority <= FIRST || priority >= LAST) {
            throw ResolverErrors.invalid("The priority %s is not between %d and %d", priority, FIRST, LAST);
        }
        for (FirewallRuleGroupAssociation each : state.associations().all()) {
            if (each.vpcId().equals(vpc)
                    && (each.priority().equals(priority)
                            || each.firewallRuleGroupId().equals(group))) {
                throw ResolverErrors.conflict("%s has the rule group %s at priority %d", vpc, group, each.priority());
            }
        }
    }

    private static FirewallRuleGroupAssociation find(DnsFirewallState state, String id) {
        return state.associations()
                .find(id)
                .orElseThrow(() -> ResolverErrors.notFound("Firewall rule group association", id));
    }

    private static GetFirewallRuleGroupAssociationResponse get(
            Call call, GetFirewallRuleGroupAssociationRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        return GetFirewallRuleGroupAssociationResponse.builder()
                .firewallRuleGroupAssociation(
                        state.now(find(state, String.valueOf(request.firewallRuleGroupAssociationId()))))
                .build();
    }

    private static ListFirewallRuleGroupAssociationsResponse list(
            Call call, ListFirewallRuleGroupAssociationsRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        ResultPage<FirewallRuleGroupAssociation> page = ResolverPage.of(
                state.associations().all().stream()
                        .map(state::now)
                        .filter(each -> request.vpcId() == null || each.vpcId().equals(request.vpcId()))
                        .filter(each -> request.firewallRuleGroupId() == null
                                || each.firewallRuleGroupId().equals(request.firewallRuleGroupId()))
                        .filter(each -> request.status() == null || each.status() == request.status())
                        .filter(each ->
                                request.priority() == null || each.priority().equals(request.priority()))
                        .toList(),
                request.maxResults(),
                request.nextToken());
        return ListFirewallRuleGroupAssociationsResponse.builder()
                .firewallRuleGroupAssociations(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DisassociateFirewallRuleGroupResponse disassociate(
            Call call, DisassociateFirewallRuleGroupRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        FirewallRuleGroupAssociation association =
                find(state, String.valueOf(request.firewallRuleGroupAssociationId()));
        if (association.mutationProtection() == MutationProtectionStatus.ENABLED) {
            throw ResolverErrors.conflict("Mutation protection of %s is enabled", association.id());
        }
        state.associations().remove(association.id());
        return DisassociateFirewallRuleGroupResponse.builder()
                .firewallRuleGroupAssociation(
                        association.copy(copy -> copy.status(FirewallRuleGroupAssociationStatus.DELETING)))
                .build();
    }
}
