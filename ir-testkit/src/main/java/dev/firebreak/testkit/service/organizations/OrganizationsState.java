package dev.firebreak.testkit.service.organizations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.ServiceControlPolicies;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/** The organizations of a world, each of a management account. */
final class OrganizationsState implements ServiceState, ServiceControlPolicies {
    private final World world;
    private final SortedMap<String, Organization> byManagement = new TreeMap<>();

    OrganizationsState(World world) {
        this.world = world;
    }

    static OrganizationsState of(World world) {
        return world.state(OrganizationsState.class, OrganizationsState::new);
    }

    void add(Organization organization) {
        byManagement.put(organization.management(), organization);
    }

    void remove(Organization organization) {
        byManagement.remove(organization.management());
    }

    /** The organization that an account is in. */
    Optional<Organization> find(String accountId) {
        byManagement.values().forEach(organization -> AccountFactory.settle(world, organization));
        return byManagement.values().stream()
                .filter(organization -> organization.accounts().contains(accountId))
                .findFirst();
    }

    @Override
    public List<List<Attached>> levels(String accountId) {
        return levels(accountId, PolicyType.SERVICE_CONTROL_POLICY);
    }

    @Override
    public List<List<Attached>> resourceLevels(String accountId) {
        return levels(accountId, PolicyType.RESOURCE_CONTROL_POLICY);
    }

    private List<List<Attached>> levels(String accountId, PolicyType type) {
        return find(accountId)
                .filter(organization -> !organization.management().equals(accountId))
                .filter(organization -> organization.enabled().contains(type))
                .map(organization -> levels(organization, accountId, type))
                .orElse(List.of());
    }

    private static List<List<Attached>> levels(Organization organization, String accountId, PolicyType type) {
        var levels = new ArrayList<List<Attached>>();
        for (String node : organization.path(accountId)) {
            levels.add(organization.attached(node, type).stream()
                    .map(policy -> new Attached(policy.id(), policy.content()))
                    .toList());
        }
        return levels;
    }

    @Override
    public Optional<String> organizationId(String accountId) {
        return find(accountId).map(Organization::id);
    }

    @Override
    public ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        byManagement.values().forEach(organization -> node.set(organization.id(), organization.snapshot()));
        return node;
    }
}
