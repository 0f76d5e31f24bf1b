package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.service.pattern.InvalidPatternException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** What SNS refuses to publish. */
final class NotificationChecks {
    static final int MAXIMUM_SIZE = 262_144;

    private NotificationChecks() {}

    static void check(PublishBatchRequestEntry entry) {
        if (entry.message() == null || entry.message().isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        entry.messageAttributes().forEach(NotificationChecks::checkAttribute);
        if (size(entry) > MAXIMUM_SIZE) {
            throw SnsErrors.invalid("Message too long");
        }
        String subject = entry.subject();
        if (subject != null
                && (subject.isEmpty() || subject.length() > 100 || !subject.matches("[^\\s\\p{Cntrl}]\\P{Cntrl}*"))) {
            throw SnsErrors.invalid("Subject");
        }
    }

    static int size(PublishBatchRequestEntry entry) {
        int size = bytes(entry.message());
        for (var attribute : entry.messageAttributes().entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            size += bytes(attribute.getKey()) + bytes(value.dataType()) + bytes(value.stringValue());
            size += value.binaryValue() == null ? 0 : value.binaryValue().asByteArray().length;
        }
        return size;
    }

    private static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void checkAttribute(String name, MessageAttributeValue value) {
        String type = value.dataType() == null ? "" : value.dataType();
        if (!type.matches("(String|Number|Binary)(\\..+)?")) {
            throw value(
                    "The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is "
                            + "Binary, Number, and String.",
                    name);
        }
        boolean given = type.startsWith("Binary")
                ? value.binaryValue() != null
                : value.stringValue() != null && !value.stringValue().isEmpty();
        if (!given) {
            throw value(
                    "The message attribute '%s' must contain non-empty message attribute value for message attribute type "
                            + "'%s'.",
                    name, type);
        }
        if (type.equals("Number") && !value.stringValue().matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw value("Could not cast message attribute '%s' value to number.", name);
        }
        if (type.equals("String.Array") && !isArray(value.stringValue())) {
            throw value("The message attribute '%s' must contain a JSON array.", name);
        }
    }

    private static AwsError value(String message, Object... arguments) {
        return AwsError.of("ParameterValueInvalid", message, arguments);
    }

    private static boolean isArray(String text) {
        try {
            return EventPattern.read(text).isArray();
        } catch (InvalidPatternException notJson) {
            return false;
        }
    }

    /** The texts by protocol of a message with the structure {@code json}. */
    static @Nullable JsonNode structure(PublishBatchRequestEntry entry) {
        if (!"json".equals(entry.messageStructure())) {
            return null;
        }
        JsonNode texts;
        try {
            texts = EventPattern.read(entry.message());
        } catch (InvalidPatternException notJson) {
            throw SnsErrors.invalid("Message Structure - JSON message body failed to parse");
        }
        if (!texts.path("default").isTextual()) {
            throw SnsErrors.invalid("Message Structure - No default entry in JSON message body");
        }
        return texts;
    }
}
