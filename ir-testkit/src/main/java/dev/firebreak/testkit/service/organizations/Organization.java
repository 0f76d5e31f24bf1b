package dev.firebreak.testkit.service.organizations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Ids;
import dev.firebreak.testkit.world.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/** One organization: its tree of units and accounts, and the policies attached to it. */
final class Organization {
    private static final List<OrgPolicy> OF_AWS = List.of(OrgPolicy.FULL_ACCESS, OrgPolicy.FULL_RESOURCE_ACCESS);

    private final String id;
    private final String management;
    private final String root;
    private final OrganizationFeatureSet features;
    private final Table<OrgUnit> units = new Table<>(OrgUnit::id).index("parent", unit -> List.of(unit.parent()));
    private final Table<OrgAccount> accounts =
            new Table<>(OrgAccount::id).index("parent", account -> List.of(account.parent()));
    private final Table<AccountCreation> creations = new Table<>(AccountCreation::id);
    private final Table<OrgPolicy> policies = new Table<>(OrgPolicy::id);
    private final Set<PolicyType> enabled = EnumSet.noneOf(PolicyType.class);
    private final SortedMap<String, Set<String>> attachments = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> tags = new TreeMap<>();
    private final SortedMap<String, Instant> trustedServices = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Instant>> delegations = new TreeMap<>();

    Organization(Ids ids, String management, OrganizationFeatureSet features) {
        this.id = "o-" + ids.hex(10);
        this.root = "r-" + ids.hex(4);
        this.management = management;
        this.features = features;
        OF_AWS.forEach(policies::put);
    }

    String id() {
        return id;
    }

    String management() {
        return management;
    }

    String root() {
        return root;
    }

    OrganizationFeatureSet features() {
        return features;
    }

    Table<OrgUnit> units() {
        return units;
    }

    Table<OrgAccount> accounts() {
        return accounts;
    }

    Table<AccountCreation> creations() {
        return creations;
    }

    Table<OrgPolicy> policies() {
        return policies;
    }

    Set<PolicyType> enabled() {
        return enabled;
    }

    /** The ids of the policies attached to a root, unit or account, in order of attachment. */
    Set<String> attached(String target) {
        return attachments.computeIfAbsent(target, made -> new LinkedHashSet<>());
    }

    /** The targets that a policy is attached to. */
    SortedSet<String> targets(String policy) {
        var targets = new TreeSet<String>();
        attachments.forEach((target, attached) -> {
            if (attached.contains(policy)) {
                targets.add(target);
            }
        });
        return targets;
    }

    void forget(String target) {
        attachments.remove(target);
        tags.remove(target);
    }

    /** The attached policies of a type. */
    List<OrgPolicy> attached(String target, PolicyType type) {
        return attached(target).stream()
                .flatMap(policy -> policies.find(policy).stream())
                .filter(policy -> policy.type() == type)
                .toList();
    }

    SortedMap<String, String> tags(String resource) {
        return tags.computeIfAbsent(resource, made -> new TreeMap<>());
    }

    /** The services that act in all accounts, by principal, since when. */
    SortedMap<String, Instant> trustedServices() {
        return trustedServices;
    }

    /** The services that an account administers, by account and principal, since when. */
    SortedMap<String, SortedMap<String, Instant>> delegations() {
        return delegations;
    }

    boolean isParent(String node) {
        return node.equals(root) || units.contains(node);
    }

    boolean isTarget(String node) {
        return isParent(node) || accounts.contains(node);
    }

    /** The root or unit above a unit or account. */
    Optional<String> parent(String node) {
        return accounts.find(node)
                .map(OrgAccount::parent)
                .or(() -> units.find(node).map(OrgUnit::parent));
    }

    /** The way from the root to a node, with both. */
    List<String> path(String node) {
        var path = new ArrayList<String>();
        Optional<String> at = Optional.of(node);
        while (at.isPresent()) {
            path.add(0, at.get());
            at = parent(at.get());
        }
        return path;
    }

    /** Every root, unit and account. */
    List<String> nodes() {
        var nodes = new ArrayList<String>(List.of(root));
        units.all().forEach(unit -> nodes.add(unit.id()));
        accounts.all().forEach(account -> nodes.add(account.id()));
        return nodes;
    }

    String arn(String type, String node) {
        return "arn:aws:organizations::" + management + ":" + type + "/" + id + "/" + node;
    }

    ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("root", root).put("features", String.valueOf(features)).put("policyTypes", enabled.toString());
        put(node.putObject("units"), units, OrgUnit::id);
        put(node.putObject("accounts"), accounts, OrgAccount::id);
        put(node.putObject("policies"), policies, OrgPolicy::id);
        ObjectNode attached = node.putObject("attachments");
        attachments.forEach((target, ids) -> attached.put(target, new TreeSet<>(ids).toString()));
        ObjectNode tagged = node.putObject("tags");
        tags.forEach((resource, values) -> {
            if (!values.isEmpty()) {
                tagged.put(resource, values.toString());
            }
        });
        node.put("trustedServices", trustedServices.keySet().toString());
        ObjectNode delegated = node.putObject("delegations");
        delegations.forEach(
                (account, services) -> delegated.put(account, services.keySet().toString()));
        return node;
    }

    private static <T> void put(ObjectNode node, Table<T> table, Function<T, String> key) {
        var sorted = new TreeMap<String, String>();
        table.all().forEach(row -> sorted.put(key.apply(row), String.valueOf(row)));
        sorted.forEach(node::put);
    }
}
