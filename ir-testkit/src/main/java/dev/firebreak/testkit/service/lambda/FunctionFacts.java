package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What authorization must know of a function: the policy of the version or alias that is named, and the function's tags. */
final class FunctionFacts {
    private static final Pattern FUNCTION =
            Pattern.compile("arn:aws:lambda:([a-z0-9-]+):([0-9]{12}):function:([^:]+)(?::([^:]+))?");

    private FunctionFacts() {}

    static ResourceFacts of(World world, String arn) {
        Matcher named = FUNCTION.matcher(arn);
        if (!named.matches()) {
            return ResourceFacts.NONE;
        }
        String qualifier = named.group(4) == null ? "" : named.group(4).replace(StoredFunction.LATEST, "");
        return function(world, named)
                .map(function -> facts(arn, function, qualifier))
                .orElse(ResourceFacts.NONE);
    }

    private static Optional<StoredFunction> function(World world, Matcher named) {
        Account account = world.accounts().get(named.group(2));
        return account == null || !account.regions().containsKey(named.group(1))
                ? Optional.empty()
                : LambdaState.of(account.region(named.group(1))).function(named.group(3));
    }

    private static ResourceFacts facts(String arn, StoredFunction function, String qualifier) {
        Map<String, String> tags = function.tags();
        return Optional.ofNullable(function.policies().get(qualifier))
                .map(policy -> ResourceFacts.guarded(ResourcePolicy.of(arn, policy.json()), tags))
                .orElseGet(() -> ResourceFacts.tagged(tags));
    }
}
