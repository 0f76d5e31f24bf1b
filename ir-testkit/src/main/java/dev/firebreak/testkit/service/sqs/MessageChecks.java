package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.AwsError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What SQS refuses to take into a queue. */
final class MessageChecks {
    private static final int MOST_ATTRIBUTES = 10;

    private MessageChecks() {}

    static void check(Queue queue, OutgoingMessage message) {
        checkBody(message.body());
        message.attributes().forEach(MessageChecks::checkAttribute);
        if (message.attributes().size() > MOST_ATTRIBUTES) {
            throw SqsErrors.invalid(
                    "Number of message attributes [%d] exceeds the allowed maximum [10].",
                    message.attributes().size());
        }
        long limit = queue.number("MaximumMessageSize");
        if (message.size() > limit) {
            throw SqsErrors.invalid(
                    "One or more parameters are invalid. Reason: Message must be shorter than %d bytes.", limit);
        }
        checkDelay(queue, message.delay());
        checkFifo(queue, message.system());
    }

    private static void checkBody(String body) {
        boolean valid = body.codePoints()
                .allMatch(c -> c == 9
                        || c == 10
                        || c == 13
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000);
        if (!valid) {
            throw AwsError.of(
                    "InvalidMessageContents",
                    "Invalid binary character was found in the message body, the set of allowed characters is #x9 | #xA | #xD | "
                            + "#x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
        }
    }

    private static void checkAttribute(String name, MessageAttributeValue value) {
        if (!name.matches("[A-Za-z0-9_.-]{1,256}") || name.matches("(?i)(aws|amazon)\\..*")) {
            throw SqsErrors.invalid("The message attribute name '%s' is invalid.", name);
        }
        String type = value.dataType();
        if (type == null || !type.matches("(String|Number|Binary)(\\..+)?")) {
            throw SqsErrors.invalid(
                    "The type of message (user) attribute '%s' is invalid. You must use only the following supported type "
                            + "prefixes: Binary, Number, String.",
                    name);
        }
        boolean given = type.startsWith("Binary")
                ? value.binaryValue() != null
                : value.stringValue() != null && !value.stringValue().isEmpty();
        if (!given) {
            throw SqsErrors.invalid(
                    "The message (user) attribute '%s' must contain a non-empty value of type '%s'.",
                    name, type.startsWith("Binary") ? "Binary" : "String");
        }
        if (type.startsWith("Number") && !value.stringValue().matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw SqsErrors.invalid("Can't cast the value of message (user) attribute '%s' to a number.", name);
        }
    }

    private static void checkDelay(Queue queue, @Nullable Integer delay) {
        if (delay == null) {
            return;
        }
        if (queue.isFifo()) {
            throw SqsErrors.notForThisType("DelaySeconds", delay);
        }
        if (delay < 0 || delay > 900) {
            throw SqsErrors.invalidParameter("DelaySeconds", delay, "DelaySeconds must be >= 0 and <= 900.");
        }
    }

    private static void checkFifo(Queue queue, Map<String, String> system) {
        String group = system.get("MessageGroupId");
        String deduplication = system.get("MessageDeduplicationId");
        checkId("MessageGroupId", group);
        checkId("MessageDeduplicationId", deduplication);
        if (!queue.isFifo() && deduplication != null) {
            throw SqsErrors.notForThisType("MessageDeduplicationId", deduplication);
        }
        if (queue.isFifo() && group == null) {
            throw SqsErrors.missing("MessageGroupId");
        }
        boolean byContent = queue.attribute("ContentBasedDeduplication").equals("true");
        if (queue.isFifo() && deduplication == null && !byContent) {
            throw SqsErrors.invalid(
                    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
    }

    private static void checkId(String name, @Nullable String value) {
        if (value != null && !value.matches("[\\p{Alnum}\\p{Punct}]{1,128}")) {
            throw SqsErrors.invalidParameter(
                    name,
                    value,
                    name + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }
}
