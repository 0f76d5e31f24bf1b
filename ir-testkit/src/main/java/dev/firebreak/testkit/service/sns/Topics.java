package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds topics and subscriptions, and refuses callers whom the policy of a topic keeps out. */
final class Topics {
    private static final Pattern ARN = Pattern.compile("arn:aws:sns:([a-z0-9-]+):(\\d{12}):([\\w.-]{1,256})");

    private Topics() {}

    /** The topic with this ARN, for a caller who wants to do this to it. */
    static Topic find(Call call, @Nullable String arn, String action) {
        Topic.Name name = parse(call, "TopicArn", arn);
        Topic topic = byName(call.world(), name).orElseThrow(() -> missing(call, name, action));
        Requester requester = Requester.of(call);
        if (!TopicPolicies.permits(topic, requester, action)) {
            throw SnsErrors.denied(requester.arn(), "SNS:" + action, topic.arn());
        }
        return topic;
    }

    /** To other accounts, SNS does not tell whether a topic exists. */
    private static AwsError missing(Call call, Topic.Name name, String action) {
        return name.account().equals(call.account().id())
                ? SnsErrors.noTopic()
                : SnsErrors.denied(Requester.of(call).arn(), "SNS:" + action, name.arn());
    }

    static Topic.Name parse(Call call, String parameter, @Nullable String arn) {
        String text = arn == null ? "" : arn;
        int elements = text.split(":", -1).length;
        if (elements < 6) {
            throw SnsErrors.invalid("%s Reason: An ARN must have at least 6 elements, not %d", parameter, elements);
        }
        Matcher parts = ARN.matcher(text);
        if (!parts.matches() || !parts.group(1).equals(call.region().name())) {
            throw SnsErrors.invalid(parameter);
        }
        return new Topic.Name(parts.group(2), parts.group(1), parts.group(3));
    }

    static Optional<Topic> byArn(World world, String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? byName(world, new Topic.Name(parts.group(2), parts.group(1), parts.group(3)))
                : Optional.empty();
    }

    private static Optional<Topic> byName(World world, Topic.Name name) {
        Account account = world.accounts().get(name.account());
        return Optional.ofNullable(account)
                .map(known -> known.regions().get(name.region()))
                .map(region -> SnsState.of(region).topics().get(name.name()));
    }

    /** A subscription by its ARN, which is that of its topic and an id. */
    static Subscription subscription(Call call, @Nullable String arn) {
        String text = arn == null ? "" : arn;
        int elements = text.split(":", -1).length;
        if (elements < 6) {
            throw SnsErrors.invalid("SubscriptionArn Reason: An ARN must have at least 6 elements, not %d", elements);
        }
        Subscription found = byArn(call.world(), topicArn(text))
                .map(topic -> topic.subscriptions(call.now()).get(text))
                .orElseThrow(SnsErrors::noSubscription);
        String caller = call.account().id();
        if (!found.key().owner().equals(caller) && !topicArn(text).contains(":" + caller + ":")) {
            throw SnsErrors.denied(Requester.of(call).arn(), "SNS:GetSubscriptionAttributes", text);
        }
        return found;
    }

    static String topicArn(String subscriptionArn) {
        return subscriptionArn.substring(0, subscriptionArn.lastIndexOf(':'));
    }

    /** The subscriptions that an account owns, to topics of any account. */
    static List<Subscription> ownedBy(Call call) {
        return call.world().accounts().values().stream()
                .map(account -> account.regions().get(call.region().name()))
                .filter(region -> region != null)
                .map(region -> SnsState.of(region).topics().values())
                .flatMap(Collection::stream)
                .flatMap(topic -> topic.subscriptions(call.now()).values().stream())
                .filter(subscription ->
                        subscription.key().owner().equals(call.account().id()))
                .toList();
    }
}
