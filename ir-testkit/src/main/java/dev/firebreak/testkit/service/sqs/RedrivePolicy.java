package dev.firebreak.testkit.service.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where messages go that were received too often. */
record RedrivePolicy(String target, int maxReceiveCount) {
    private static final String NAME = "RedrivePolicy";
    private static final Set<String> FIELDS = Set.of("deadLetterTargetArn", "maxReceiveCount");

    static Optional<RedrivePolicy> of(Queue queue) {
        String value = queue.attributes().get(NAME);
        return value == null ? Optional.empty() : Optional.of(read(value));
    }

    private static RedrivePolicy read(String value) {
        JsonNode json = QueueAttributes.json(NAME, value);
        return new RedrivePolicy(
                json.path("deadLetterTargetArn").asText(),
                json.path("maxReceiveCount").asInt());
    }

    /** Checks the policy that a queue is to have. */
    static void check(World world, Queue.Name source, String value) {
        JsonNode json = QueueAttributes.json(NAME, value);
        for (String field : List.of("deadLetterTargetArn", "maxReceiveCount")) {
            refuse(!json.has(field), value, "Redrive policy does not contain mandatory attribute: " + field + ".");
        }
        json.fieldNames()
                .forEachRemaining(field -> refuse(
                        !FIELDS.contains(field),
                        value,
                        "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount]."));
        String count = json.path("maxReceiveCount").asText();
        boolean valid = count.matches("\\d{1,4}") && Integer.parseInt(count) >= 1 && Integer.parseInt(count) <= 1000;
        refuse(
                !valid,
                value,
                "Invalid value for maxReceiveCount: " + count + ", valid values are from 1 to 1000 both inclusive.");
        checkTarget(world, source, read(value).target(), value);
    }

    private static void checkTarget(World world, Queue.Name source, String target, String value) {
        Queue queue = Queues.byArn(world, target)
                .orElseThrow(() -> SqsErrors.invalidParameter(NAME, value, "Dead letter target does not exist."));
        boolean sameType = queue.isFifo() == source.name().endsWith(".fifo");
        boolean samePlace = queue.name().account().equals(source.account())
                && queue.name().region().equals(source.region());
        refuse(!samePlace, value, "Dead letter target owner should be same as the source.");
        refuse(!sameType, value, "Dead-letter queue must be same type of queue as the source.");
        String allowed = queue.attributes().get("RedriveAllowPolicy");
        refuse(
                allowed != null && !allows(allowed, source.arn()),
                value,
                "The dead letter queue does not allow this source queue.");
    }

    private static boolean allows(String policy, String source) {
        JsonNode json = QueueAttributes.json("RedriveAllowPolicy", policy);
        return switch (json.path("redrivePermission").asText()) {
            case "denyAll" -> false;
            case "byQueue" -> contains(json.path("sourceQueueArns"), source);
            default -> true;
        };
    }

    private static boolean contains(JsonNode arns, String source) {
        for (JsonNode arn : arns) {
            if (arn.asText().equals(source)) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(boolean refused, String value, String reason) {
        if (refused) {
            throw SqsErrors.invalidParameter(NAME, value, reason);
        }
    }
}
