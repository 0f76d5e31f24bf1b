package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.policy.NamedPolicy;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.ServiceControlPolicies;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.IamState;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import dev.firebreak.testkit.world.iam.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the policies that bear on a principal, wherever it goes. */
public final class CallerPolicies {
    private CallerPolicies() {}

    /** The policies of the one who signs a call, without that of the resource. */
    public static PolicySet of(World world, Caller caller) {
        Optional<? extends IamPrincipal> entity = entity(world, caller);
        PolicySet policies =
                entity.map(CallerPolicies::of).orElse(PolicySet.NONE).withSession(session(caller));
        boolean serviceLinked = entity.filter(IamRole.class::isInstance)
                .filter(role -> role.path().startsWith("/aws-service-role/"))
                .isPresent();
        return serviceLinked ? policies : policies.withServiceControl(levels(world, caller.accountId()));
    }

    /** The policies of a user, role or group itself: identity-based ones, and the boundary. */
    public static PolicySet of(IamPrincipal entity) {
        List<NamedPolicy> all = new ArrayList<>(attached(entity));
        if (entity instanceof IamUser user) {
            user.groups().values().forEach(group -> all.addAll(attached(group)));
        }
        return PolicySet.NONE
                .withIdentity(all)
                .withBoundary(entity.boundary().map(policy -> managed(policy, "boundary")));
    }

    /** The service control policies that bind an account, by level. */
    public static List<List<NamedPolicy>> levels(World world, String accountId) {
        return named(world.organization().levels(accountId));
    }

    /** The resource control policies that bind the resources of an account, by level. */
    static List<List<NamedPolicy>> resourceLevels(World world, String accountId) {
        return named(world.organization().resourceLevels(accountId));
    }

    private static List<List<NamedPolicy>> named(List<List<ServiceControlPolicies.Attached>> levels) {
        return levels.stream()
                .map(level -> level.stream()
                        .map(policy -> NamedPolicy.of(policy.id(), "organization", policy.document()))
                        .toList())
                .toList();
    }

    private static Optional<? extends IamPrincipal> entity(World world, Caller caller) {
        IamState iam = world.account(caller.accountId()).iam();
        return switch (caller.type()) {
            case ROOT -> Optional.empty();
            case USER, FEDERATED_USER -> iam.users().findById(caller.principalId());
            case ROLE_SESSION -> iam.roles().findById(caller.principalId());
        };
    }

    private static List<NamedPolicy> attached(IamPrincipal entity) {
        String origin = entity instanceof IamUser ? "user" : entity instanceof IamRole ? "role" : "group";
        List<NamedPolicy> policies = new ArrayList<>();
        entity.inlinePolicies()
                .forEach((name, document) ->
                        policies.add(NamedPolicy.of(origin + "_" + entity.name() + "_" + name, origin, document)));
        entity.attachedPolicies().values().forEach(policy -> policies.add(managed(policy, origin)));
        return policies;
    }

    private static NamedPolicy managed(ManagedPolicy policy, String origin) {
        return NamedPolicy.of(policy.name(), origin, policy.defaultVersion().document());
    }

    /** A federated user has but what its session policy gives; any other session may do without one. */
    private static Optional<List<NamedPolicy>> session(Caller caller) {
        String policy = caller.session()
                .map(Session::context)
                .map(Session.Context::policy)
                .orElse("");
        if (!policy.isEmpty()) {
            return Optional.of(List.of(NamedPolicy.of("session", "session", policy)));
        }
        return caller.type() == Caller.Type.FEDERATED_USER ? Optional.of(List.of()) : Optional.empty();
    }
}
