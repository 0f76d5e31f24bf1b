package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.policy.Decision.Outcome;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResourceAccess;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Region;

/** Finds the secret that a request names, and refuses callers whom its policy does not let. */
final class SecretLookup {
    private SecretLookup() {}

    /** The secret, also when it is marked for deletion. */
    static Secret any(Call call, String secretId, String action) {
        Region region = region(call, secretId);
        Secret secret = SecretsState.of(region).find(secretId).orElseThrow(SecretErrors::noSuchSecret);
        check(call, region, secret, action);
        return secret;
    }

    /** The secret, which must not be marked for deletion. */
    static Secret live(Call call, String secretId, String action) {
        Secret secret = any(call, secretId, action);
        if (secret.isMarkedForDeletion()) {
            throw SecretErrors.markedForDeletion();
        }
        return secret;
    }

    private static Region region(Call call, String secretId) {
        String[] arn = secretId.split(":", 6);
        if (arn.length < 6) {
            return call.region();
        }
        Account account = call.world().accounts().get(arn[4]);
        if (account == null || !arn[3].equals(call.region().name())) {
            throw SecretErrors.noSuchSecret();
        }
        return account.region(arn[3]);
    }

    private static void check(Call call, Region region, Secret secret, String action) {
        Requester requester = Requester.of(call);
        String name = "secretsmanager:" + action;
        Outcome verdict = ResourceAccess.judge(secret.policy().orElse(null), requester, name, secret.arn());
        boolean foreign = !region.account().id().equals(call.account().id());
        if (verdict == Outcome.EXPLICIT_DENY || (foreign && verdict != Outcome.ALLOWED)) {
            throw AwsError.of(
                    "AccessDeniedException",
                    "User: %s is not authorized to perform: %s on resource: %s %s",
                    requester.arn(),
                    name,
                    secret.arn(),
                    verdict == Outcome.EXPLICIT_DENY
                            ? "with an explicit deny in a resource-based policy"
                            : "because no resource-based policy allows the " + name + " action");
        }
    }
}
