package dev.firebreak.testkit.service.route53resolver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53resolver.model.Action;
import software.amazon.awssdk.services.route53resolver.model.FirewallRule;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroup;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupAssociation;
import software.amazon.awssdk.services.route53resolver.model.FirewallRuleGroupAssociationStatus;

/** The domain lists, rule groups and associations of an account in a Region. */
public final class DnsFirewallState implements ServiceState {
    private static final Duration UNTIL_EFFECT = Duration.ofMinutes(1);

    private final Region region;
    private final Table<DomainList> lists = new Table<>(DomainList::id);
    private final Table<FirewallRuleGroup> groups = new Table<>(FirewallRuleGroup::id);
    private final Table<FirewallRule> rules = new Table<>(DnsFirewallState::key);
    private final Table<FirewallRuleGroupAssociation> associations = new Table<>(FirewallRuleGroupAssociation::id);

    private DnsFirewallState(Region region) {
        this.region = region;
    }

    /** The DNS Firewall of a Region. */
    public static DnsFirewallState of(Region region) {
        return region.state(DnsFirewallState.class, DnsFirewallState::new);
    }

    static DnsFirewallState of(Call call) {
        return of(call.region());
    }

    /** A group has one rule for a domain list and a type of query. */
    static String key(FirewallRule rule) {
        return rule.firewallRuleGroupId() + " " + rule.firewallDomainListId() + " " + rule.qtype();
    }

    Table<DomainList> lists() {
        return lists;
    }

    Table<FirewallRuleGroup> groups() {
        return groups;
    }

    Table<FirewallRule> rules() {
        return rules;
    }

    Table<FirewallRuleGroupAssociation> associations() {
        return associations;
    }

    DomainList list(@Nullable String id) {
        return lists.find(String.valueOf(id)).orElseThrow(() -> ResolverErrors.notFound("Firewall domain list", id));
    }

    FirewallRuleGroup group(@Nullable String id) {
        return groups.find(String.valueOf(id)).orElseThrow(() -> ResolverErrors.notFound("Firewall rule group", id));
    }

    /** The rules of a group, in the order in which they are asked. */
    List<FirewallRule> rulesOf(String groupId) {
        return rules.all().stream()
                .filter(rule -> rule.firewallRuleGroupId().equals(groupId))
                .sorted(Comparator.comparing(FirewallRule::priority))
                .toList();
    }

    /** The association as it is now. */
    FirewallRuleGroupAssociation now(FirewallRuleGroupAssociation association) {
        boolean complete = !Instant.parse(association.modificationTime())
                .plus(UNTIL_EFFECT)
                .isAfter(region.world().now());
        return association.toBuilder()
                .status(
                        complete
                                ? FirewallRuleGroupAssociationStatus.COMPLETE
                                : FirewallRuleGroupAssociationStatus.UPDATING)
                .build();
    }

    /** The rule by which a query from a VPC for a name is blocked; empty when it is answered. A rule for one type of query is passed over. */
    public Optional<String> blocking(String vpcId, String name) {
        return inEffect(vpcId)
                .flatMap(association -> rulesOf(association.firewallRuleGroupId()).stream())
                .filter(rule -> rule.qtype() == null
                        && list(rule.firewallDomainListId()).has(name))
                .findFirst()
                .filter(rule -> rule.action() == Action.BLOCK)
                .map(FirewallRule::name);
    }

    private Stream<FirewallRuleGroupAssociation> inEffect(String vpcId) {
        return associations.all().stream()
                .filter(association -> association.vpcId().equals(vpcId))
                .map(this::now)
                .filter(association -> association.status() == FirewallRuleGroupAssociationStatus.COMPLETE)
                .sorted(Comparator.comparing(FirewallRuleGroupAssociation::priority));
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        lists.all()
                .forEach(list -> json.set(
                        list.id(),
                        SdkJson.of(list.view())
                                .<ObjectNode>deepCopy()
                                .put("Domains", String.join(" ", list.domains()))));
        groups.all().forEach(group -> json.set(group.id(), SdkJson.of(group)));
        rules.all().forEach(rule -> json.set(key(rule), SdkJson.of(rule)));
        associations.all().forEach(association -> json.set(association.id(), SdkJson.of(association)));
        return json;
    }
}
