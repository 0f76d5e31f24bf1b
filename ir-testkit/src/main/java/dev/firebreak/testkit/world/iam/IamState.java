package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.lag.Cell;
import dev.firebreak.testkit.world.lag.Lag;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The IAM of one account. A new account has no users; the policies of AWS are there. */
public final class IamState {
    private final IamEntities<IamUser> users;
    private final IamEntities<IamGroup> groups;
    private final IamEntities<IamRole> roles;
    private final IamEntities<InstanceProfile> instanceProfiles;
    private final SortedMap<String, ManagedPolicy> policies;
    private final SortedMap<String, MfaDevice> mfaDevices;
    private final SortedMap<String, AccessKey> rootKeys;
    private final Cell<@Nullable String> alias;
    private final Lag lag;

    /** The IAM of a new account. */
    public IamState(Account account) {
        lag = account.world().lags().iam();
        users = new IamEntities<>(lag);
        groups = new IamEntities<>(lag);
        roles = new IamEntities<>(lag);
        instanceProfiles = new IamEntities<>(lag);
        policies = lag.sorted(new TreeMap<>());
        mfaDevices = lag.sorted(new TreeMap<>());
        rootKeys = lag.sorted(new TreeMap<>());
        alias = lag.cell(null);
        AwsManagedPolicies.make(account).forEach(policy -> policies.put(policy.arn(), policy));
    }

    /** The users. */
    public IamEntities<IamUser> users() {
        return users;
    }

    /** The groups. */
    public IamEntities<IamGroup> groups() {
        return groups;
    }

    /** The roles. */
    public IamEntities<IamRole> roles() {
        return roles;
    }

    /** The instance profiles. */
    public IamEntities<InstanceProfile> instanceProfiles() {
        return instanceProfiles;
    }

    /** The managed policies, of AWS and of the customer, by ARN. */
    public SortedMap<String, ManagedPolicy> policies() {
        return policies;
    }

    /** The virtual MFA devices, by serial number. */
    public SortedMap<String, MfaDevice> mfaDevices() {
        return mfaDevices;
    }

    /** The access keys of the root user, by id. */
    public SortedMap<String, AccessKey> rootKeys() {
        return rootKeys;
    }

    /** The name that stands for the account id in the sign-in address. */
    public Optional<String> alias() {
        return Optional.ofNullable(alias.get());
    }

    /** Sets the account's alias; {@code null} removes it. */
    public void setAlias(@Nullable String name) {
        alias.set(name);
    }

    /** The instance profile with this name or this ARN. */
    public Optional<InstanceProfile> findInstanceProfile(String nameOrArn) {
        String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
        return instanceProfiles
                .find(name)
                .filter(profile -> name.equals(nameOrArn) || profile.arn().equals(nameOrArn));
    }

    /** The unique id of the user or role with this ARN, as soon as policies may name it. */
    public Optional<String> principalId(String arn) {
        return lag.past(() -> findPrincipal(arn));
    }

    private Optional<String> findPrincipal(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        Optional<? extends IamEntity> entity = arn.contains(":user/") ? users.find(name) : roles.find(name);
        return entity.filter(found -> found.arn().equals(arn)).map(IamEntity::id);
    }

    /** The state as comparable JSON, without what calls merely observe and without secrets. */
    public ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("users", users.snapshot());
        node.set("groups", groups.snapshot());
        node.set("roles", roles.snapshot());
        node.set("instanceProfiles", instanceProfiles.snapshot());
        ObjectNode owned = node.putObject("policies");
        policies.values().stream()
                .filter(policy -> !policy.isOfAws())
                .forEach(policy -> owned.set(policy.arn(), policy.snapshot()));
        var devices = node.putArray("mfaDevices");
        mfaDevices.keySet().forEach(devices::add);
        ObjectNode root = node.putObject("rootKeys");
        rootKeys.forEach((id, key) -> root.set(id, key.snapshot()));
        alias().ifPresent(name -> node.put("alias", name));
        return node;
    }
}
