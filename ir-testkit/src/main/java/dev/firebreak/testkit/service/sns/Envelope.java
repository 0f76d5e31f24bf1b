package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.World;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** The JSON in which messages arrive at endpoints without raw delivery. The signature is shaped as SNS's own, and verifies nothing. */
final class Envelope {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final World world;
    private final Topic topic;

    Envelope(World world, Topic topic) {
        this.world = world;
        this.topic = topic;
    }

    /** How SQS queues and URLs get a notification. */
    ObjectNode notification(Subscription subscription, Notification message, Topic.Published published) {
        ObjectNode json = head("Notification", published.messageId());
        if (!published.sequence().isEmpty()) {
            json.put("SequenceNumber", published.sequence());
        }
        body(json, message.subject(), message.textFor(subscription.key().protocol()));
        sign(json, "SigningCertURL", "1");
        json.put("UnsubscribeURL", unsubscribe(subscription));
        attributes(json, message);
        return json;
    }

    private static void attributes(ObjectNode json, Notification message) {
        if (!message.attributes().isEmpty()) {
            ObjectNode attributes = json.putObject("MessageAttributes");
            message.attributes()
                    .forEach((name, value) -> attributes
                            .putObject(name)
                            .put("Type", value.dataType())
                            .put("Value", text(value)));
        }
    }

    private static String text(MessageAttributeValue value) {
        return value.stringValue() != null
                ? value.stringValue()
                : Base64.getEncoder().encodeToString(value.binaryValue().asByteArray());
    }

    /** How Lambda functions get a notification: in capitals of another kind. */
    ObjectNode lambdaEvent(Subscription subscription, Notification message, Topic.Published published) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode entry = event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscription.arn());
        ObjectNode json = head("Notification", published.messageId());
        json.put("Subject", message.subject());
        json.put("Message", message.textFor("lambda"));
        sign(json, "SigningCertUrl", "1");
        json.put("UnsubscribeUrl", unsubscribe(subscription));
        json.putObject("MessageAttributes");
        attributes(json, message);
        entry.set("Sns", json);
        return event;
    }

    /** What asks an endpoint to confirm. */
    ObjectNode confirmation(Subscription subscription) {
        ObjectNode json = head("SubscriptionConfirmation", world.ids().uuid());
        json.put("Token", subscription.token());
        json.put(
                "Message",
                "You have chosen to subscribe to the topic " + topic.arn()
                        + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.");
        json.put(
                "SubscribeURL",
                host() + "/?Action=ConfirmSubscription&TopicArn=" + topic.arn() + "&Token=" + subscription.token());
        sign(json, "SigningCertURL", "1");
        return json;
    }

    private ObjectNode head(String type, String messageId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Type", type)
                .put("MessageId", messageId)
                .put("TopicArn", topic.arn());
    }

    private static void body(ObjectNode json, @Nullable String subject, String text) {
        if (subject != null) {
            json.put("Subject", subject);
        }
        json.put("Message", text);
    }

    private void sign(ObjectNode json, String certificateField, String version) {
        byte[] signature = world.ids().hex(256).getBytes(StandardCharsets.US_ASCII);
        json.put("Timestamp", TIMESTAMP.format(world.now()))
                .put("SignatureVersion", topic.attributes().getOrDefault("SignatureVersion", version))
                .put("Signature", Base64.getEncoder().encodeToString(signature))
                .put(certificateField, host() + "/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem");
    }

    private String unsubscribe(Subscription subscription) {
        return host() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn();
    }

    private String host() {
        return "https://sns." + topic.name().region() + ".amazonaws.com";
    }
}
