package dev.firebreak.testkit.service.identitycenter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.organizations.Organizations;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import dev.firebreak.testkit.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.identitystore.model.Group;
import software.amazon.awssdk.services.identitystore.model.GroupMembership;
import software.amazon.awssdk.services.identitystore.model.User;

/** The instance of Identity Center that an account has enabled, in one Region, and its identity store. */
final class IdentityCenter {
    private final String id;
    private final String store;
    private final String owner;
    private final String region;
    private final boolean ofOrganization;
    private final Instant created;
    private final SortedMap<String, PermissionSetData> permissionSets = new TreeMap<>();
    private final Table<Assignment> assignments = new Table<>(Assignment::key);
    private final Table<PendingWork> work = new Table<>(PendingWork::id);
    private final Table<User> users = new Table<>(User::userId);
    private final Table<Group> groups = new Table<>(Group::groupId);
    private final Table<GroupMembership> memberships = new Table<>(GroupMembership::membershipId)
            .index("group", membership -> List.of(membership.groupId()))
            .index("user", membership -> List.of(membership.memberId().userId()));

    private IdentityCenter(World world, String owner, String region) {
        this.ofOrganization =
                Organizations.managementOf(world, owner).filter(owner::equals).isPresent();
        this.id = "ssoins-" + world.ids().hex(16);
        this.store = "d-" + world.ids().hex(10);
        this.owner = owner;
        this.region = region;
        this.created = world.now();
    }

    /** The instances of a world. */
    static final class State implements ServiceState {
        private final SortedMap<String, IdentityCenter> byOwner = new TreeMap<>();

        @Override
        public ObjectNode snapshot() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            byOwner.forEach((account, center) -> node.set(account, center.snapshot()));
            return node;
        }
    }

    private static SortedMap<String, IdentityCenter> all(World world) {
        return world.state(State.class, made -> new State()).byOwner;
    }

    /** Enables Identity Center in the Region of the call. */
    static IdentityCenter enable(Call call) {
        String owner = call.account().id();
        var made = new IdentityCenter(call.world(), owner, call.region().name());
        all(call.world()).put(owner, made);
        call.world().onCatchUp(() -> Provisioning.settle(call.world(), made));
        return made;
    }

    /** The instance that the account of the call has, or administers for its organization, in the call's Region. */
    static Optional<IdentityCenter> of(Call call) {
        World world = call.world();
        String account = call.account().id();
        String owner = Organizations.isDelegated(world, account, "sso.amazonaws.com")
                ? Organizations.managementOf(world, account).orElse(account)
                : account;
        Optional<IdentityCenter> center = Optional.ofNullable(all(world).get(owner))
                .filter(found -> found.region.equals(call.region().name()));
        center.ifPresent(found -> Provisioning.settle(world, found));
        return center;
    }

    static boolean ownsOne(Account account) {
        return all(account.world()).containsKey(account.id());
    }

    /** The instance with this ARN. */
    static IdentityCenter byArn(Call call, @Nullable String instanceArn) {
        String arn = IdentityCenterErrors.required(instanceArn, "instanceArn");
        if (!arn.matches("arn:aws:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}")) {
            throw IdentityCenterErrors.validation(
                    "1 validation error detected: Value '%s' at 'instanceArn' failed to satisfy constraint: Member must "
                            + "satisfy regular expression pattern: arn:aws:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}",
                    arn);
        }
        return of(call).filter(center -> center.arn().equals(arn))
                .orElseThrow(() -> IdentityCenterErrors.accessDenied(
                        "User: %s is not authorized to perform this operation on %s",
                        call.account().id(), arn));
    }

    /** The instance with this ARN, which must be that of an organization: others have no permission sets. */
    static IdentityCenter ofOrganization(Call call, @Nullable String instanceArn) {
        IdentityCenter center = byArn(call, instanceArn);
        if (!center.ofOrganization) {
            throw IdentityCenterErrors.validation("The operation is not supported for this Identity Center instance");
        }
        return center;
    }

    /** The instance whose identity store has this id. */
    static IdentityCenter byStore(Call call, @Nullable String storeId) {
        String wanted = IdentityCenterErrors.required(storeId, "identityStoreId");
        return of(call).filter(center -> center.store.equals(wanted))
                .orElseThrow(() -> IdentityCenterErrors.notFound("IDENTITY_STORE not found: %s", wanted));
    }

    String arn() {
        return "arn:aws:sso:::instance/" + id;
    }

    String newPermissionSetArn(World world) {
        return "arn:aws:sso:::permissionSet/" + id + "/ps-" + world.ids().hex(16);
    }

    String store() {
        return store;
    }

    String owner() {
        return owner;
    }

    String region() {
        return region;
    }

    Instant created() {
        return created;
    }

    /** By ARN. */
    SortedMap<String, PermissionSetData> permissionSets() {
        return permissionSets;
    }

    PermissionSetData permissionSet(@Nullable String permissionSetArn) {
        String arn = IdentityCenterErrors.required(permissionSetArn, "permissionSetArn");
        PermissionSetData found = permissionSets.get(arn);
        if (found == null) {
            throw IdentityCenterErrors.notFound("Could not find PermissionSet with id %s", arn);
        }
        return found;
    }

    Table<Assignment> assignments() {
        return assignments;
    }

    Table<PendingWork> work() {
        return work;
    }

    Table<User> users() {
        return users;
    }

    Table<Group> groups() {
        return groups;
    }

    Table<GroupMembership> memberships() {
        return memberships;
    }

    /** Whether a permission set is assigned in an account, so that its role is kept there. */
    boolean isAssigned(String permissionSetArn, String account) {
        return assignments.all().stream()
                .anyMatch(assignment -> assignment.permissionSet().equals(permissionSetArn)
                        && assignment.account().equals(account));
    }

    ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode sets = node.putObject("permissionSets");
        permissionSets.forEach((arn, set) -> sets.put(arn, set.toString()));
        var assigned = node.putArray("assignments");
        assignments.all().stream().map(Assignment::key).sorted().forEach(assigned::add);
        ObjectNode people = node.putObject("users");
        users.all().forEach(user -> people.put(user.userId(), user.toString()));
        ObjectNode named = node.putObject("groups");
        groups.all().forEach(group -> named.put(group.groupId(), group.toString()));
        var members = node.putArray("memberships");
        memberships.all().stream()
                .map(membership ->
                        membership.groupId() + "/" + membership.memberId().userId())
                .sorted()
                .forEach(members::add);
        return node;
    }
}
