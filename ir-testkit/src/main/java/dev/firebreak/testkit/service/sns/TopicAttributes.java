package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.PolicyStatements;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The attributes of topics: which can be set, and all that are told. */
final class TopicAttributes {
    private static final Set<String> SETTABLE = Set.of(
            "DeliveryPolicy",
            "DisplayName",
            "Policy",
            "TracingConfig",
            "KmsMasterKeyId",
            "SignatureVersion",
            "ContentBasedDeduplication",
            "FifoThroughputScope",
            "ArchivePolicy");
    private static final String EFFECTIVE_DELIVERY =
            "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":20,\"maxDelayTarget\":20,\"numRetries\":3,"
                    + "\"numMaxDelayRetries\":0,\"numNoDelayRetries\":0,\"numMinDelayRetries\":0,\"backoffFunction\":\"linear\"},"
                    + "\"disableSubscriptionOverrides\":false,\"defaultRequestPolicy\":{\"headerContentType\":"
                    + "\"text/plain; charset=UTF-8\"}}}";

    private TopicAttributes() {}

    /** Checks one attribute that a topic is to have. */
    static void check(boolean fifo, String name, String value) {
        boolean feedback =
                name.matches("(HTTP|Firehose|Lambda|Application|SQS)(Success|Failure)Feedback(RoleArn|SampleRate)");
        boolean onlyFifo =
                Set.of("ContentBasedDeduplication", "FifoThroughputScope").contains(name);
        if ((!SETTABLE.contains(name) && !feedback) || (onlyFifo && !fifo)) {
            throw SnsErrors.invalid("AttributeName");
        }
        if (name.equals("DisplayName") && value.length() > 100) {
            throw SnsErrors.invalid("DisplayName");
        }
        if (name.equals("Policy")) {
            checkPolicy(value);
        }
    }

    private static void checkPolicy(String value) {
        try {
            PolicyStatements.check(value);
        } catch (AwsError malformed) {
            throw SnsErrors.invalid("Policy Error: null");
        }
    }

    static SortedMap<String, String> all(Topic topic, Instant now) {
        var all = new TreeMap<String, String>();
        all.put("DisplayName", "");
        all.putAll(topic.attributes());
        all.put("TopicArn", topic.arn());
        all.put("Owner", topic.name().account());
        all.put("Policy", topic.policy());
        all.put("EffectiveDeliveryPolicy", topic.attributes().getOrDefault("DeliveryPolicy", EFFECTIVE_DELIVERY));
        Map<String, Subscription> subscriptions = topic.subscriptions(now);
        long pending =
                subscriptions.values().stream().filter(Subscription::isPending).count();
        all.put("SubscriptionsPending", String.valueOf(pending));
        all.put("SubscriptionsConfirmed", String.valueOf(subscriptions.size() - pending));
        all.put("SubscriptionsDeleted", String.valueOf(topic.deletedSubscriptions()));
        if (topic.isFifo()) {
            all.put("FifoTopic", "true");
            all.putIfAbsent("ContentBasedDeduplication", "false");
        }
        return all;
    }
}
