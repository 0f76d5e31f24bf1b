package dev.firebreak.testkit.service.kms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.NamedPolicy;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.Caller;
import java.util.List;
import java.util.Optional;

/** Judges key policies and grants, without which nobody may use a key: not even the account that it is in. */
final class KeyAccess {
    /** The caller's own policies are judged elsewhere. */
    private static final NamedPolicy EVERYTHING =
            NamedPolicy.of("all", "none", "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

    private KeyAccess() {}

    static void check(Call call, KmsKey key, String action) {
        if (!key.isAwsManaged() && !allows(call, key, key.policy(), action) && !granted(call, key, action)) {
            throw KmsErrors.denied(call, key, action);
        }
    }

    /** Whether a policy on a key lets the caller do this. */
    static boolean allows(Call call, KmsKey key, String policy, String action) {
        return allows(
                call,
                new AccessRequest.Resource(key.arn(), key.region().account().id()),
                policy,
                action);
    }

    static boolean allows(Call call, AccessRequest.Resource key, String policy, String action) {
        return allows(call, key, policy, action, new RequestContext());
    }

    /** Whether the caller may do this through a service, which asks for it and for grants to itself. */
    static boolean allowsThrough(Call call, KmsKey key, String service, String action) {
        if (key.isAwsManaged()) {
            return key.region().account().equals(call.account());
        }
        var context = new RequestContext()
                .with("kms:ViaService", service + "." + call.region().name() + ".amazonaws.com")
                .with("kms:GrantIsForAWSResource", "true");
        var resource =
                new AccessRequest.Resource(key.arn(), key.region().account().id());
        return allows(call, resource, key.policy(), action, context) || granted(call, key, action);
    }

    private static boolean allows(
            Call call, AccessRequest.Resource key, String policy, String action, RequestContext context) {
        Caller caller = Callers.of(call);
        String entityArn = Callers.principalArn(call, caller);
        context.with("aws:PrincipalArn", entityArn)
                .with("aws:PrincipalAccount", caller.accountId())
                .with("aws:CurrentTime", call.now().toString())
                .with("aws:RequestedRegion", call.region().name())
                .with("kms:CallerAccount", caller.accountId());
        var request = new AccessRequest(Principal.of(caller, entityArn), "kms:" + action, key, context);
        var policies = PolicySet.NONE
                .withIdentity(List.of(EVERYTHING))
                .withResource(Optional.of(ResourcePolicy.ofKey(key.arn(), policy)));
        return PolicyEvaluation.evaluate(request, policies).isAllowed();
    }

    /** What is to be known of a key to judge a call about it: its policy, in which each grant counts as one more statement. */
    static ResourceFacts facts(KmsKey key) {
        if (key.isAwsManaged()) {
            return ResourceFacts.tagged(key.tags());
        }
        return ResourceFacts.guarded(ResourcePolicy.ofKey(key.arn(), withGrants(key)), key.tags());
    }

    private static String withGrants(KmsKey key) {
        if (key.grants().isEmpty()) {
            return key.policy();
        }
        ObjectNode policy = PolicyDocuments.read(key.policy());
        ArrayNode statements = policy.arrayNode().addAll(PolicyDocuments.statements(policy));
        for (Grant grant : key.grants().values()) {
            ObjectNode statement = statements.addObject().put("Effect", "Allow").put("Resource", "*");
            statement.putObject("Principal").put("AWS", grant.entry().granteePrincipal());
            ArrayNode actions = statement.putArray("Action");
            grant.entry().operationsAsStrings().forEach(operation -> actions.add("kms:" + operation));
        }
        policy.set("Statement", statements);
        return policy.toString();
    }

    private static boolean granted(Call call, KmsKey key, String action) {
        Caller caller = Callers.of(call);
        List<String> names = List.of(
                caller.arn(), Callers.principalArn(call, caller), "arn:aws:iam::" + caller.accountId() + ":root");
        return key.grants().values().stream()
                .map(Grant::entry)
                .anyMatch(grant -> names.contains(grant.granteePrincipal())
                        && grant.operationsAsStrings().contains(action));
    }
}
