package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResourceAccess;
import dev.firebreak.testkit.service.delivery.Recipients;
import dev.firebreak.testkit.service.sns.TopicDelivery;
import dev.firebreak.testkit.service.sqs.OutgoingMessage;
import dev.firebreak.testkit.service.sqs.QueueDelivery;
import dev.firebreak.testkit.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Delivers what one rule sends: to queues, topics and buses of the fake, and to Java code for all other targets. */
final class TargetDelivery {
    private static final int MOST_HOPS = 4;

    private final World world;
    private final EventBus bus;
    private final Rule rule;

    TargetDelivery(World world, EventBus bus, Rule rule) {
        this.world = world;
        this.bus = bus;
        this.rule = rule;
    }

    /** Delivers an event, or gives it to the target's dead-letter queue. */
    void deliver(Target target, JsonNode event, int hops) {
        String service = target.arn().split(":", 4)[2];
        String input = InputTemplate.apply(target, rule, event, world.now());
        Optional<AwsError> failure =
                switch (service) {
                    case "sqs" -> QueueDelivery.deliver(world, target.arn(), message(target, event, input), sender());
                    case "sns" -> TopicDelivery.deliver(world, target.arn(), input, sender(), null);
                    case "events" -> toBus(target, event, hops);
                    default -> toRecipient(target, input);
                };
        failure.ifPresent(error -> toDeadLetters(target, input, error));
    }

    private OutgoingMessage message(Target target, JsonNode event, String input) {
        OutgoingMessage message = OutgoingMessage.of(input);
        return target.sqsParameters() == null
                ? message
                : message.noting("MessageGroupId", target.sqsParameters().messageGroupId())
                        .noting("MessageDeduplicationId", event.path("id").asText());
    }

    /** Events from another account are not sent on to a third one. */
    private Optional<AwsError> toBus(Target target, JsonNode event, int hops) {
        boolean foreign = !event.path("account").asText().equals(bus.name().account());
        Optional<EventBus> found = Buses.byArn(world, target.arn());
        if (found.isEmpty() || hops >= MOST_HOPS) {
            return Optional.of(EventBridgeErrors.notFound("Event bus %s does not exist.", target.arn()));
        }
        EventBus other = found.get();
        boolean crossing = !other.name().account().equals(bus.name().account());
        Requester owner = Requester.root(bus.name().account());
        if (!ResourceAccess.permits(
                other.policy(),
                owner,
                "events:PutEvents",
                other.arn(),
                other.name().account())) {
            return Optional.of(EventBridgeErrors.denied(owner.arn(), "events:PutEvents", other.arn()));
        }
        if (!(foreign && crossing)) {
            new EventRouter(world).route(other, event, hops + 1);
        }
        return Optional.empty();
    }

    private Optional<AwsError> toRecipient(Target target, String input) {
        try {
            Recipients.of(world).deliver(target.arn(), input);
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(new AwsError("TARGET_ERROR", 500, String.valueOf(failed.getMessage())));
        }
    }

    private void toDeadLetters(Target target, String input, AwsError error) {
        if (target.deadLetterConfig() == null || target.deadLetterConfig().arn() == null) {
            return;
        }
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        boolean denied = error.status() == 403 || error.code().startsWith("AccessDenied");
        attributes.put("ERROR_CODE", text(denied ? "NO_PERMISSIONS" : "NO_RESOURCE"));
        attributes.put("ERROR_MESSAGE", text(error.message()));
        attributes.put("RULE_ARN", text(rule.arn()));
        attributes.put("TARGET_ARN", text(target.arn()));
        var message = new OutgoingMessage(input, null, attributes, Map.of());
        QueueDelivery.deliver(world, target.deadLetterConfig().arn(), message, sender());
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private Requester sender() {
        return Requester.service("events.amazonaws.com", rule.arn());
    }
}
