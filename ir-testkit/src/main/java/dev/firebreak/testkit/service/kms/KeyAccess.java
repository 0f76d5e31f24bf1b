package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.NamedPolicy;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
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
        Caller caller = Callers.of(call);
        String entityArn = Callers.principalArn(call, caller);
        var context = new RequestContext()
                .with("aws:PrincipalArn", entityArn)
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
