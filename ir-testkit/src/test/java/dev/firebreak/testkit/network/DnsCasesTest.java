package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53resolver.Route53ResolverClient;
import software.amazon.awssdk.services.route53resolver.model.Action;
import software.amazon.awssdk.services.route53resolver.model.BlockResponse;
import software.amazon.awssdk.services.route53resolver.model.FirewallDomainUpdateOperation;

class DnsCasesTest extends NetworkCases {
    private static final String FIREWALL =
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html";
    private static final String SECRET = "c2VjcmV0.evil.example";

    private final Route53ResolverClient resolver = client(Route53ResolverClient.builder());

    private String list(String... domains) {
        String list = resolver.createFirewallDomainList(create -> create.name("list"))
                .firewallDomainList()
                .id();
        resolver.updateFirewallDomains(update -> update.firewallDomainListId(list)
                .operation(FirewallDomainUpdateOperation.ADD)
                .domains(domains));
        return list;
    }

    private String ruleGroup() {
        return resolver.createFirewallRuleGroup(create -> create.name("group"))
                .firewallRuleGroup()
                .id();
    }

    private void block(String group, int priority, String list) {
        resolver.createFirewallRule(create -> create.name("block")
                .firewallRuleGroupId(group)
                .firewallDomainListId(list)
                .priority(priority)
                .action(Action.BLOCK)
                .blockResponse(BlockResponse.NODATA));
    }

    private void allow(String group, int priority, String list) {
        resolver.createFirewallRule(create -> create.name("allow")
                .firewallRuleGroupId(group)
                .firewallDomainListId(list)
                .priority(priority)
                .action(Action.ALLOW));
    }

    private void associate(String group, int priority) {
        resolver.associateFirewallRuleGroup(associate -> associate
                .name("watch")
                .firewallRuleGroupId(group)
                .vpcId(estate.vpcId())
                .priority(priority));
    }

    @Test
    @AwsFact(
            value =
                    "Security groups do not filter queries to the resolver: data leaves in names whatever group an instance is in",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html")
    void query_instanceInClosedGroup_reachesTheResolver() {
        swapTwice(eni);
        assertThat(network.flow(web, attacker, 443).isRefused()).isTrue();

        assertThat(network.query(web, SECRET).isOpen()).isTrue();
    }

    @Test
    @AwsFact(value = "DNS Firewall blocks the queries of a VPC that a rule names", source = FIREWALL)
    void query_ruleBlocksDomain_isBlockedForThatDomainAlone() {
        String group = ruleGroup();
        block(group, 1, list("*.evil.example"));
        associate(group, 101);
        pass(Duration.ofMinutes(1));

        assertThat(network.query(web, SECRET).explanation()).contains("blocks " + SECRET);
        assertThat(network.query(web, "example.com").isOpen()).isTrue();
        assertThat(network.query(web, "evil.example").isOpen()).isTrue();
        assertThat(network.flow(web, network.named(SECRET), 443).explanation())
                .contains("finds no address of " + SECRET);
    }

    @Test
    @AwsFact(
            value = "DNS Firewall filters no traffic but queries to the resolver",
            source = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html")
    void flow_everyQueryBlocked_passesToAddress() {
        String group = ruleGroup();
        block(group, 1, list("*"));
        associate(group, 101);
        pass(Duration.ofMinutes(1));

        assertThat(network.query(web, "example.com").isRefused()).isTrue();
        assertThat(network.flow(web, attacker, 443).isOpen()).isTrue();
    }

    @Test
    @AwsFact(value = "An association takes effect some time after it was made", source = FIREWALL)
    void query_associationJustMade_isAnswered() {
        String group = ruleGroup();
        block(group, 1, list("*"));

        associate(group, 101);

        assertThat(network.query(web, SECRET).isOpen()).isTrue();
    }

    @Test
    @AwsFact(
            value = "Rules are asked from the lowest priority on, and the first that names the domain decides",
            source = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-groups.html")
    void query_allowedBeforeBlocked_isAnswered() {
        String group = ruleGroup();
        block(group, 2, list("*"));
        allow(group, 1, list("updates.example"));
        associate(group, 101);
        pass(Duration.ofMinutes(1));

        assertThat(network.query(web, "updates.example").isOpen()).isTrue();
        assertThat(network.query(web, SECRET).isRefused()).isTrue();
    }

    @Test
    @AwsFact(
            value = "Rule groups are asked from the lowest priority of their association on",
            source =
                    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-protections.html")
    void query_groupThatAllowsComesFirst_isAnswered() {
        String blocking = ruleGroup();
        block(blocking, 1, list("*"));
        associate(blocking, 200);
        String allowing = ruleGroup();
        allow(allowing, 1, list("updates.example"));
        associate(allowing, 150);
        pass(Duration.ofMinutes(1));

        assertThat(network.query(web, "updates.example").isOpen()).isTrue();
        assertThat(network.query(web, SECRET).isRefused()).isTrue();
    }
}
