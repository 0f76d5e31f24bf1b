package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.delivery.Recipients;
import dev.firebreak.testkit.service.sqs.OutgoingMessage;
import dev.firebreak.testkit.service.sqs.QueueDelivery;
import dev.firebreak.testkit.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Takes a message to the subscriptions of a topic. */
final class Publishing {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final World world;
    private final Topic topic;

    Publishing(World world, Topic topic) {
        this.world = world;
        this.topic = topic;
    }

    /** Publishes; a FIFO topic answers again what it answered to the same message in the last five minutes. */
    Topic.Published publish(Notification message) {
        String id = deduplication(message);
        Topic.Published before = topic.published(world.now()).get(id);
        if (before != null) {
            return before;
        }
        var published = new Topic.Published(
                world.ids().uuid(),
                topic.isFifo() ? topic.nextSequence() : "",
                world.now().plus(REMEMBERED));
        if (topic.isFifo()) {
            topic.published(world.now()).put(id, published);
        }
        JsonNode attributes = FilterPolicy.attributes(message.attributes());
        for (Subscription subscription :
                List.copyOf(topic.subscriptions(world.now()).values())) {
            if (!subscription.isPending() && subscription.wants(attributes, message.text())) {
                deliver(subscription, message, published);
            }
        }
        return published;
    }

    private String deduplication(Notification message) {
        if (!topic.isFifo()) {
            if (message.deduplication() != null) {
                throw SnsErrors.invalid(
                        "The request includes MessageDeduplicationId parameter that is not valid for this topic type");
            }
            return "";
        }
        if (message.group() == null) {
            throw SnsErrors.invalid("The MessageGroupId parameter is required for FIFO topics");
        }
        if (message.deduplication() != null) {
            return message.deduplication();
        }
        if (!"true".equals(topic.attributes().get("ContentBasedDeduplication"))) {
            throw SnsErrors.invalid(
                    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
                            + "provided explicitly");
        }
        return "content:" + message.text();
    }

    private void deliver(Subscription subscription, Notification message, Topic.Published published) {
        Subscription.Key key = subscription.key();
        String text = message.textFor(key.protocol());
        var envelope = new Envelope(world, topic);
        if (key.protocol().equals("sqs")) {
            toQueue(subscription, message, published);
        } else if (key.protocol().equals("lambda")) {
            toRecipient(
                    subscription,
                    envelope.lambdaEvent(subscription, message, published).toString());
        } else if (List.of("email", "sms").contains(key.protocol()) || subscription.isRaw()) {
            toRecipient(subscription, text);
        } else {
            toRecipient(
                    subscription,
                    envelope.notification(subscription, message, published).toString());
        }
    }

    private void toQueue(Subscription subscription, Notification message, Topic.Published published) {
        OutgoingMessage outgoing = subscription.isRaw()
                ? new OutgoingMessage(message.textFor("sqs"), null, attributes(message), Map.of())
                : OutgoingMessage.of(new Envelope(world, topic)
                        .notification(subscription, message, published)
                        .toString());
        if (message.group() != null) {
            outgoing = outgoing.noting("MessageGroupId", message.group());
        }
        boolean fifo =
                QueueDelivery.isFifo(world, subscription.key().endpoint()).orElse(false);
        if (fifo && topic.isFifo()) {
            outgoing = outgoing.noting("MessageDeduplicationId", published.messageId());
        }
        Optional<AwsError> failure =
                QueueDelivery.deliver(world, subscription.key().endpoint(), outgoing, sender());
        OutgoingMessage lost = outgoing;
        failure.ifPresent(error -> toDeadLetters(subscription, lost));
    }

    private static Map<String, MessageAttributeValue> attributes(Notification message) {
        var attributes = new LinkedHashMap<String, MessageAttributeValue>();
        message.attributes()
                .forEach((name, value) -> attributes.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType(value.dataType())
                                .stringValue(value.stringValue())
                                .binaryValue(value.binaryValue())
                                .build()));
        return attributes;
    }

    private void toRecipient(Subscription subscription, String text) {
        try {
            Recipients.of(world).deliver(subscription.key().endpoint(), text);
        } catch (RuntimeException failed) {
            toDeadLetters(subscription, OutgoingMessage.of(text));
        }
    }

    private void toDeadLetters(Subscription subscription, OutgoingMessage message) {
        String policy = subscription.attributes().getOrDefault("RedrivePolicy", "");
        if (!policy.isEmpty()) {
            QueueDelivery.deliver(world, SubscriptionAttributes.deadLetters(policy), message, sender());
        }
    }

    /** Asks the endpoint of a new subscription to confirm. */
    void askToConfirm(Subscription subscription) {
        String text = new Envelope(world, topic).confirmation(subscription).toString();
        if (subscription.key().protocol().equals("sqs")) {
            QueueDelivery.deliver(world, subscription.key().endpoint(), OutgoingMessage.of(text), sender());
        } else {
            Recipients.of(world).deliver(subscription.key().endpoint(), text);
        }
    }

    private Requester sender() {
        return Requester.service("sns.amazonaws.com", topic.arn());
    }
}
