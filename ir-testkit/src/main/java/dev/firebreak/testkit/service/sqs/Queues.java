package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResourceAccess;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds queues, and refuses callers whom the policy of a queue keeps out. */
final class Queues {
    /** The host is whatever the client reached the fake by. */
    private static final Pattern URL = Pattern.compile("(?:https?://[^/]+)?/?(\\d{12})/([\\w.-]{1,80})");

    private static final Pattern ARN = Pattern.compile("arn:aws:sqs:([a-z0-9-]+):(\\d{12}):([\\w.-]{1,80})");

    private Queues() {}

    /** The queue with this URL, for a caller who wants to do this to it. */
    static Queue find(Call call, @Nullable String url, String action) {
        if (url == null || url.isEmpty()) {
            throw SqsErrors.missing("QueueUrl");
        }
        Matcher address = URL.matcher(url);
        if (!address.matches()) {
            throw new AwsError("InvalidAddress", 404, "The address " + url + " is not valid for this endpoint.");
        }
        return find(call, new Queue.Name(address.group(1), call.region().name(), address.group(2)), action);
    }

    static Queue find(Call call, Queue.Name name, String action) {
        Queue queue = find(call.world(), name).orElseThrow(SqsErrors::noQueue);
        Requester requester = Requester.of(call);
        if (!ResourceAccess.permits(
                queue.attributes().get("Policy"), requester, "sqs:" + action, name.arn(), name.account())) {
            throw denied(requester, "sqs:" + action.toLowerCase(Locale.ROOT), name.arn());
        }
        return queue;
    }

    private static AwsError denied(Requester requester, String action, String arn) {
        return SqsErrors.accessDenied(
                "User: %s is not authorized to perform: %s on resource: %s because no resource-based policy allows the %s action"
                        .formatted(requester.arn(), action, arn, action));
    }

    /** The queue with this ARN, whoever owns it. */
    static Optional<Queue> byArn(World world, String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? find(world, new Queue.Name(parts.group(2), parts.group(1), parts.group(3)))
                : Optional.empty();
    }

    private static Optional<Queue> find(World world, Queue.Name name) {
        Account account = world.accounts().get(name.account());
        return Optional.ofNullable(account)
                .map(known -> known.regions().get(name.region()))
                .map(region -> SqsState.of(region).queues().get(name.name()));
    }
}
