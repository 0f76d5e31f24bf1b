package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds buses and rules. */
final class Buses {
    private static final int MOST_LISTED = 100;
    private static final Pattern ARN =
            Pattern.compile("arn:aws:events:([a-z0-9-]+):(\\d{12}):event-bus/([/\\.\\-_A-Za-z0-9]{1,256})");

    private static final Pattern ANY_ARN =
            Pattern.compile("arn:aws:events:([a-z0-9-]+):(\\d{12}):(?:event-bus|rule)/.+");

    private Buses() {}

    /** The bus that a request names by name or ARN, the default bus when it names none. */
    static EventBus find(Call call, @Nullable String nameOrArn) {
        EventBus.Name name = name(call, nameOrArn);
        if (!name.account().equals(call.account().id())) {
            throw EventBridgeErrors.denied(call.account().id(), "events:DescribeRule", name.arn());
        }
        return byName(call.world(), name)
                .orElseThrow(() -> EventBridgeErrors.notFound("Event bus %s does not exist.", name.name()));
    }

    static EventBus.Name name(Call call, @Nullable String nameOrArn) {
        String text = nameOrArn == null ? EventBus.DEFAULT : nameOrArn;
        Matcher parts = ARN.matcher(text);
        return parts.matches()
                ? new EventBus.Name(parts.group(2), parts.group(1), parts.group(3))
                : new EventBus.Name(call.account().id(), call.region().name(), text);
    }

    static Optional<EventBus> byArn(World world, String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? byName(world, new EventBus.Name(parts.group(2), parts.group(1), parts.group(3)))
                : Optional.empty();
    }

    static Optional<EventBus> byName(World world, EventBus.Name name) {
        Account account = world.accounts().get(name.account());
        return Optional.ofNullable(account)
                .map(known ->
                        EventBridgeState.of(known.region(name.region())).buses().get(name.name()));
    }

    /** What is known of a bus or rule. */
    static ResourceFacts facts(World world, String arn) {
        Matcher parts = ANY_ARN.matcher(arn);
        Account account = parts.matches() ? world.accounts().get(parts.group(2)) : null;
        if (account == null) {
            return ResourceFacts.NONE;
        }
        Map<String, String> tags = EventBridgeState.of(account.region(parts.group(1)))
                .tags(arn)
                .map(Map::copyOf)
                .orElse(Map.of());
        return byArn(world, arn)
                .filter(bus -> !bus.policy().isEmpty())
                .map(bus -> ResourceFacts.guarded(ResourcePolicy.of(arn, bus.policy()), tags))
                .orElse(ResourceFacts.tagged(tags));
    }

    static Rule rule(Call call, @Nullable String bus, @Nullable String name) {
        EventBus found = find(call, bus);
        return Optional.ofNullable(found.rules().get(name == null ? "" : name))
                .orElseThrow(() -> EventBridgeErrors.notFound(
                        "Rule %s does not exist on EventBus %s.",
                        String.valueOf(name), found.name().name()));
    }

    static <T> ResultPage<T> page(List<T> all, @Nullable Integer limit, @Nullable String token) {
        if (limit != null && (limit < 1 || limit > MOST_LISTED)) {
            throw EventBridgeErrors.constraint(
                    limit,
                    "limit",
                    limit < 1
                            ? "Member must have value greater than or equal to 1"
                            : "Member must have value less than or equal to 100");
        }
        return ResultPage.of(all, limit == null ? MOST_LISTED : limit, token, Buses::invalidToken);
    }

    private static AwsError invalidToken() {
        return EventBridgeErrors.validation("Parameter NextToken is not valid. Reason: Token is not valid.");
    }
}
