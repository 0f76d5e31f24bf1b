package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.service.pattern.InvalidPatternException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The attributes of subscriptions: which can be set, and all that are told. */
final class SubscriptionAttributes {
    private static final Set<String> SETTABLE = Set.of(
            "DeliveryPolicy",
            "FilterPolicy",
            "FilterPolicyScope",
            "RawMessageDelivery",
            "RedrivePolicy",
            "SubscriptionRoleArn",
            "ReplayPolicy");
    private static final Set<String> RAW = Set.of("sqs", "http", "https", "firehose");

    private SubscriptionAttributes() {}

    /** Checks the attributes that a subscription is to have in all. */
    static void check(String protocol, Map<String, String> attributes) {
        attributes.forEach((name, value) -> check(protocol, name, value));
        boolean ofBody = "MessageBody".equals(attributes.get("FilterPolicyScope"));
        FilterPolicy.check(attributes.getOrDefault("FilterPolicy", ""), ofBody);
    }

    private static void check(String protocol, String name, String value) {
        if (!SETTABLE.contains(name)) {
            throw SnsErrors.invalid("AttributeName");
        }
        if (name.equals("RawMessageDelivery")) {
            if (!Set.of("true", "false").contains(value)) {
                throw SnsErrors.invalid(
                        "Attributes Reason: RawMessageDelivery: Invalid value [%s]. Must be true or false.", value);
            }
            if (value.equals("true") && !RAW.contains(protocol)) {
                throw SnsErrors.invalid(
                        "Attributes Reason: RawMessageDelivery: Delivery protocol [%s] does not support raw message delivery.",
                        protocol);
            }
        }
        if (name.equals("FilterPolicyScope")
                && !Set.of("MessageAttributes", "MessageBody").contains(value)) {
            throw SnsErrors.invalid(
                    "FilterPolicyScope: Invalid value [%s]. Please use either MessageBody or MessageAttributes", value);
        }
        if (name.equals("RedrivePolicy") && !value.isEmpty()) {
            deadLetters(value);
        }
    }

    /** The queue that a redrive policy names. */
    static String deadLetters(String policy) {
        try {
            JsonNode target = EventPattern.read(policy).path("deadLetterTargetArn");
            if (target.asText().startsWith("arn:aws:sqs:")) {
                return target.asText();
            }
        } catch (InvalidPatternException notJson) {
            throw SnsErrors.invalid("RedrivePolicy: failed to parse JSON.");
        }
        throw SnsErrors.invalid("RedrivePolicy: deadLetterTargetArn is an invalid arn");
    }

    static SortedMap<String, String> all(Subscription subscription) {
        var all = new TreeMap<String, String>();
        all.put("RawMessageDelivery", "false");
        all.putAll(subscription.attributes());
        if (all.containsKey("FilterPolicy")) {
            all.putIfAbsent("FilterPolicyScope", "MessageAttributes");
        }
        Subscription.Key key = subscription.key();
        all.put("SubscriptionArn", key.arn());
        all.put("TopicArn", key.topicArn());
        all.put("Owner", key.owner());
        all.put("Protocol", key.protocol());
        all.put("Endpoint", key.endpoint());
        all.put("SubscriptionPrincipal", "arn:aws:iam::" + key.owner() + ":root");
        all.put("PendingConfirmation", String.valueOf(subscription.isPending()));
        all.put("ConfirmationWasAuthenticated", String.valueOf(subscription.isAuthenticated()));
        return all;
    }
}
