package dev.firebreak.testkit.service.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.ConditionContext;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.Wildcards;
import dev.firebreak.testkit.world.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Judges key policies, without which nobody may use a key: not even the account that it is in. */
final class KeyAccess {
    private KeyAccess() {}

    static void check(Call call, KmsKey key, String action) {
        if (!key.isAwsManaged() && !allows(call, key.policy(), action) && !granted(call, key, action)) {
            throw KmsErrors.denied(call, key, action);
        }
    }

    /** Whether a key policy lets the caller do this. */
    static boolean allows(Call call, String policy, String action) {
        Caller caller = Callers.of(call);
        Set<String> names = names(call, caller);
        names.addAll(List.of("*", caller.accountId(), caller.principalId()));
        ConditionContext context = Callers.context(call).with("kms:CallerAccount", caller.accountId());
        boolean allowed = false;
        for (ObjectNode statement : PolicyDocuments.statements(PolicyDocuments.read(policy))) {
            if (concerns(statement, names) && covers(statement, action) && context.satisfies(statement)) {
                if (statement.path("Effect").asText().equals("Deny")) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    private static Set<String> names(Call call, Caller caller) {
        Set<String> names = new HashSet<>();
        names.add("arn:aws:iam::" + caller.accountId() + ":root");
        names.add(caller.arn());
        names.add(Callers.principalArn(call, caller));
        return names;
    }

    private static boolean concerns(ObjectNode statement, Set<String> names) {
        JsonNode principal = statement.has("Principal") ? statement.get("Principal") : statement.path("NotPrincipal");
        List<String> named =
                principal.isTextual() ? List.of(principal.asText()) : PolicyDocuments.texts(principal.get("AWS"));
        return named.stream().anyMatch(names::contains) == statement.has("Principal");
    }

    private static boolean covers(ObjectNode statement, String action) {
        JsonNode actions = statement.has("Action") ? statement.get("Action") : statement.get("NotAction");
        boolean named = PolicyDocuments.texts(actions).stream()
                .anyMatch(pattern -> Wildcards.matchesIgnoringCase(pattern, "kms:" + action));
        return named == statement.has("Action");
    }

    private static boolean granted(Call call, KmsKey key, String action) {
        Caller caller = Callers.of(call);
        Set<String> names = names(call, caller);
        return key.grants().values().stream()
                .anyMatch(grant -> names.contains(grant.entry().granteePrincipal())
                        && grant.entry().operationsAsStrings().contains(action));
    }
}
