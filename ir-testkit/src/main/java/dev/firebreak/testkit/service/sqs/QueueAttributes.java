package dev.firebreak.testkit.service.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.PolicyStatements;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The attributes of queues that can be set: their defaults, and what they may be. */
final class QueueAttributes {
    static final int MAXIMUM_SIZE = 1_048_576;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("VisibilityTimeout", "30"),
            Map.entry("MaximumMessageSize", String.valueOf(MAXIMUM_SIZE)),
            Map.entry("MessageRetentionPeriod", "345600"),
            Map.entry("DelaySeconds", "0"),
            Map.entry("ReceiveMessageWaitTimeSeconds", "0"),
            Map.entry("SqsManagedSseEnabled", "true"));
    private static final Map<String, String> FIFO_DEFAULTS = Map.of(
            "FifoQueue", "true",
            "ContentBasedDeduplication", "false",
            "DeduplicationScope", "queue",
            "FifoThroughputLimit", "perQueue");

    /** Least and most of the attributes that are numbers. */
    private static final Map<String, long[]> RANGES = Map.of(
            "VisibilityTimeout", new long[] {0, 43_200},
            "MaximumMessageSize", new long[] {1024, MAXIMUM_SIZE},
            "MessageRetentionPeriod", new long[] {60, 1_209_600},
            "DelaySeconds", new long[] {0, 900},
            "ReceiveMessageWaitTimeSeconds", new long[] {0, 20},
            "KmsDataKeyReusePeriodSeconds", new long[] {60, 86_400});

    private static final Set<String> TRUTHS = Set.of("ContentBasedDeduplication", "SqsManagedSseEnabled", "FifoQueue");
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "DeduplicationScope", Set.of("queue", "messageGroup"),
            "FifoThroughputLimit", Set.of("perQueue", "perMessageGroupId"));
    private static final Set<String> OTHERS = Set.of("Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId");

    private QueueAttributes() {}

    static String defaultOf(String attribute) {
        String usual = DEFAULTS.get(attribute);
        return usual != null ? usual : FIFO_DEFAULTS.getOrDefault(attribute, "");
    }

    static Map<String, String> defaults(boolean fifo) {
        var all = new TreeMap<>(DEFAULTS);
        if (fifo) {
            all.putAll(FIFO_DEFAULTS);
        }
        return all;
    }

    /** Checks attributes that are to be set on a queue. */
    static void check(boolean fifo, Map<String, String> attributes) {
        attributes.forEach((name, value) -> check(fifo, name, value));
    }

    private static void check(boolean fifo, String name, String value) {
        if (FIFO_DEFAULTS.containsKey(name) && !fifo) {
            throw SqsErrors.unknownAttribute(name);
        }
        if (RANGES.containsKey(name)) {
            checkRange(name, value);
        } else if (TRUTHS.contains(name)) {
            refuse(!Set.of("true", "false").contains(value), name);
            refuse(name.equals("FifoQueue") && !value.equals("true"), name);
        } else if (CHOICES.containsKey(name)) {
            refuse(!CHOICES.get(name).contains(value), name);
        } else if (!OTHERS.contains(name)) {
            throw SqsErrors.unknownAttribute(name);
        } else if (name.equals("Policy") && !value.isEmpty()) {
            checkPolicy(value);
        }
    }

    private static void checkRange(String name, String value) {
        long[] range = Objects.requireNonNull(RANGES.get(name));
        refuse(!value.matches("\\d{1,9}"), name);
        long number = Long.parseLong(value);
        refuse(number < range[0] || number > range[1], name);
    }

    private static void checkPolicy(String value) {
        try {
            PolicyStatements.check(value);
        } catch (AwsError malformed) {
            throw SqsErrors.invalidAttribute("Policy");
        }
    }

    private static void refuse(boolean refused, String name) {
        if (refused) {
            throw SqsErrors.invalidAttribute(name);
        }
    }

    /** The JSON value of an attribute such as {@code RedrivePolicy}. */
    static JsonNode json(String name, String value) {
        try {
            JsonNode node = JSON.readTree(value);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException notJson) {
            throw SqsErrors.invalidParameter(
                    name, value, "Amazon SQS can't create the redrive policy, as it's not a JSON map.");
        }
        throw SqsErrors.invalidParameter(
                name, value, "Amazon SQS can't create the redrive policy, as it's not a JSON map.");
    }
}
