package dev.firebreak.testkit.service.route53resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53resolver.Route53ResolverClient;
import software.amazon.awssdk.services.route53resolver.model.Action;
import software.amazon.awssdk.services.route53resolver.model.BlockResponse;
import software.amazon.awssdk.services.route53resolver.model.FirewallDomainUpdateOperation;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupAssociation;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupAssociationStatus;
import software.amazon.awssdk.services.route53resolver.model.MutationProtectionStatus;

class DnsFirewallCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_";

    private final Route53ResolverClient resolver = client(Route53ResolverClient.builder());
    private final String vpc = Estate.in(fake).vpcId();
    private final String list = resolver.createFirewallDomainList(create -> create.name("list"))
            .firewallDomainList()
            .id();
    private final String group = resolver.createFirewallRuleGroup(create -> create.name("group"))
            .firewallRuleGroup()
            .id();

    private void rule(int priority) {
        resolver.createFirewallRule(create -> create.name("block")
                .firewallRuleGroupId(group)
                .firewallDomainListId(list)
                .priority(priority)
                .action(Action.BLOCK)
                .blockResponse(BlockResponse.NXDOMAIN));
    }

    private FirewallRuleGroupAssociation associate(int priority, MutationProtectionStatus protection) {
        return resolver.associateFirewallRuleGroup(associate -> associate
                        .name("watch")
                        .firewallRuleGroupId(group)
                        .vpcId(vpc)
                        .priority(priority)
                        .mutationProtection(protection))
                .firewallRuleGroupAssociation();
    }

    @Test
    @AwsFact(
            value = "Domains are added to a list, removed from it, or replaced",
            source = API + "UpdateFirewallDomains.html")
    void updateFirewallDomains_eachOperation_changesTheList() {
        update(FirewallDomainUpdateOperation.ADD, "One.example", "*.two.example");
        update(FirewallDomainUpdateOperation.REMOVE, "one.example");
        assertThat(domains()).containsExactly("*.two.example");

        update(FirewallDomainUpdateOperation.REPLACE, "three.example");

        assertThat(domains()).containsExactly("three.example");
        assertThat(Refused.by(() -> update(FirewallDomainUpdateOperation.ADD, "not a domain")))
                .startsWith("ValidationException");
    }

    private void update(FirewallDomainUpdateOperation operation, String... domains) {
        resolver.updateFirewallDomains(
                update -> update.firewallDomainListId(list).operation(operation).domains(domains));
    }

    private List<String> domains() {
        return resolver.listFirewallDomains(all -> all.firewallDomainListId(list))
                .domains();
    }

    @Test
    @AwsFact(value = "Rules of a group have priorities of their own", source = API + "CreateFirewallRule.html")
    void createFirewallRule_priorityTaken_isRefused() {
        rule(1);
        String other = resolver.createFirewallDomainList(create -> create.name("other"))
                .firewallDomainList()
                .id();

        assertThat(Refused.by(() -> resolver.createFirewallRule(create -> create.name("again")
                        .firewallRuleGroupId(group)
                        .firewallDomainListId(other)
                        .priority(1)
                        .action(Action.ALERT))))
                .startsWith("ConflictException");
    }

    @Test
    @AwsFact(value = "A rule that blocks says with what answer", source = API + "CreateFirewallRule.html")
    void createFirewallRule_blockWithoutResponse_isRefused() {
        assertThat(Refused.by(() -> resolver.createFirewallRule(create -> create.name("block")
                        .firewallRuleGroupId(group)
                        .firewallDomainListId(list)
                        .priority(1)
                        .action(Action.BLOCK))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(
            value = "An association is UPDATING before it is COMPLETE, and its priority lies between 100 and 9900",
            source = API + "AssociateFirewallRuleGroup.html")
    void associateFirewallRuleGroup_inAMoment_isComplete() {
        assertThat(Refused.by(() -> associate(100, MutationProtectionStatus.DISABLED)))
                .startsWith("ValidationException");

        FirewallRuleGroupAssociation made = associate(101, MutationProtectionStatus.DISABLED);

        assertThat(made.status()).isEqualTo(FirewallRuleGroupAssociationStatus.UPDATING);
        clock.advance(Duration.ofMinutes(1));
        assertThat(resolver.listFirewallRuleGroupAssociations(all -> all.vpcId(vpc))
                        .firewallRuleGroupAssociations())
                .extracting(FirewallRuleGroupAssociation::status)
                .containsExactly(FirewallRuleGroupAssociationStatus.COMPLETE);
    }

    @Test
    @AwsFact(
            value = "Mutation protection keeps an association from being taken away",
            source = API + "DisassociateFirewallRuleGroup.html")
    void disassociateFirewallRuleGroup_protected_isRefused() {
        String association = associate(101, MutationProtectionStatus.ENABLED).id();

        assertThat(Refused.by(() ->
                        resolver.disassociateFirewallRuleGroup(one -> one.firewallRuleGroupAssociationId(association))))
                .startsWith("ConflictException");
    }

    @Test
    @AwsFact(value = "What is in use cannot be deleted", source = API + "DeleteFirewallRuleGroup.html")
    void delete_inUse_isRefusedUntilItIsNot() {
        rule(1);
        String association = associate(101, MutationProtectionStatus.DISABLED).id();

        assertThat(Refused.by(this::deleteList)).startsWith("ConflictException");
        assertThat(Refused.by(this::deleteGroup)).startsWith("ConflictException");

        resolver.disassociateFirewallRuleGroup(one -> one.firewallRuleGroupAssociationId(association));
        resolver.deleteFirewallRule(one -> one.firewallRuleGroupId(group).firewallDomainListId(list));
        deleteList();
        deleteGroup();
        assertThat(resolver.listFirewallRuleGroups(all -> {}).firewallRuleGroups())
                .isEmpty();
        assertThat(resolver.listFirewallDomainLists(all -> {}).firewallDomainLists())
                .isEmpty();
    }

    private void deleteList() {
        resolver.deleteFirewallDomainList(one -> one.firewallDomainListId(list));
    }

    private void deleteGroup() {
        resolver.deleteFirewallRuleGroup(one -> one.firewallRuleGroupId(group));
    }
}
