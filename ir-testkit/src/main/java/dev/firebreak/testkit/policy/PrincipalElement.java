package dev.firebreak.testkit.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code Principal} or {@code NotPrincipal} element of a statement.
 *
 * <p>See "AWS JSON policy elements: Principal" in the IAM User Guide.
 *
 * @param negated whether it is {@code NotPrincipal}
 * @param byType the principals by type: {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser}
 */
record PrincipalElement(boolean negated, Map<String, Set<String>> byType) {
    /** How closely a statement names somebody, from not at all to by name. */
    enum Closeness {
        NONE,
        /** By account: whom its own administrators allow. */
        ACCOUNT,
        /** By role, or by the user who federated somebody: within the boundary and the session policy. */
        ENTITY,
        /** By user or session, or as everybody. */
        DIRECT
    }

    /**
     * How closely the element names a principal.
     *
     * @param ids the unique ids of the users and roles that the policy names, by ARN, as they were when it was written
     */
    Closeness names(Principal who, Map<String, String> ids, boolean deny) {
        if (!negated) {
            return closest(who, ids);
        }
        if (!deny) {
            return closest(who, ids) == Closeness.NONE ? Closeness.DIRECT : Closeness.NONE;
        }
        return isExempt(who, ids) ? Closeness.NONE : Closeness.DIRECT;
    }

    private Closeness closest(Principal who, Map<String, String> ids) {
        Closeness closest =
                switch (who.kind()) {
                    case SERVICE -> direct("Service", who.id());
                    case FEDERATED -> direct("Federated", who.id());
                    default -> Closeness.NONE;
                };
        for (String name : byType.getOrDefault("AWS", Set.of())) {
            Closeness found = closeness(name, who, ids);
            closest = found.compareTo(closest) > 0 ? found : closest;
        }
        return closest;
    }

    private Closeness direct(String type, String name) {
        Set<String> named = byType.getOrDefault(type, Set.of());
        return named.contains(name) || named.contains("*") ? Closeness.DIRECT : Closeness.NONE;
    }

    private static Closeness closeness(String name, Principal who, Map<String, String> ids) {
        if (name.equals("*") || name.equals(who.arn())) {
            return ids.containsKey(name) && !who.id().equals(ids.get(name)) ? Closeness.NONE : Closeness.DIRECT;
        }
        boolean entity = ids.containsKey(name)
                ? who.id().equals(ids.get(name))
                : name.equals(who.entityArn()) || name.equals(who.id());
        if (entity && !isAccount(name, who)) {
            return who.kind() == Principal.Kind.USER ? Closeness.DIRECT : Closeness.ENTITY;
        }
        if (isAccount(name, who)) {
            return who.kind() == Principal.Kind.ROOT ? Closeness.DIRECT : Closeness.ACCOUNT;
        }
        return Closeness.NONE;
    }

    private static boolean isAccount(String name, Principal who) {
        return !who.accountId().isEmpty()
                && (name.equals(who.accountId()) || name.equals("arn:aws:iam::" + who.accountId() + ":root"));
    }

    /** A Deny with NotPrincipal spares a principal only when it names the account, the entity and the session alike. */
    private boolean isExempt(Principal who, Map<String, String> ids) {
        Set<String> named = byType.getOrDefault("AWS", Set.of());
        if (named.contains("*") || who.accountId().isEmpty()) {
            return closest(who, ids) != Closeness.NONE;
        }
        boolean account = named.stream().anyMatch(name -> isAccount(name, who));
        List<String> parts = who.kind() == Principal.Kind.ROLE_SESSION || who.kind() == Principal.Kind.FEDERATED_USER
                ? List.of(who.arn(), who.entityArn())
                : List.of(who.arn());
        return account && named.containsAll(parts);
    }
}
