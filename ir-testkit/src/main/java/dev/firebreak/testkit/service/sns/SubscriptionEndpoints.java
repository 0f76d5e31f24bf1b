package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.sqs.QueueDelivery;
import dev.firebreak.testkit.world.World;
import java.util.Map;
import java.util.Set;

/** Which endpoints can be subscribed, and which of them must confirm. */
final class SubscriptionEndpoints {
    private static final Map<String, String> FORMS = Map.of(
            "http", "http://.+",
            "https", "https://.+",
            "email", "[^@\\s]+@[^@\\s]+",
            "email-json", "[^@\\s]+@[^@\\s]+",
            "sms", "\\+?[\\d-]{4,16}",
            "sqs", "arn:aws:sqs:[a-z0-9-]+:\\d{12}:[\\w.-]+",
            "lambda", "arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:[\\w:$-]+",
            "application", "arn:aws:sns:[a-z0-9-]+:\\d{12}:endpoint/.+",
            "firehose", "arn:aws:firehose:[a-z0-9-]+:\\d{12}:deliverystream/.+");
    private static final Set<String> CONFIRMING = Set.of("http", "https", "email", "email-json");

    private SubscriptionEndpoints() {}

    static void check(World world, Topic topic, String protocol, String endpoint) {
        String form = FORMS.get(protocol);
        if (form == null) {
            throw SnsErrors.invalid("Invalid parameter: Does not support this protocol [%s].", protocol);
        }
        if (!endpoint.matches(form)) {
            throw SnsErrors.invalid(
                    switch (protocol) {
                        case "sqs" -> "SQS endpoint ARN";
                        case "lambda" -> "Lambda endpoint ARN";
                        case "http", "https" -> "Endpoint must match the specified protocol";
                        case "email", "email-json" -> "Email address";
                        default -> "Endpoint";
                    });
        }
        boolean fifoQueue = QueueDelivery.isFifo(world, endpoint).orElse(endpoint.endsWith(".fifo"));
        if (protocol.equals("sqs") && fifoQueue && !topic.isFifo()) {
            throw SnsErrors.invalid(
                    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
        }
    }

    /** A queue of another account than the subscriber's must confirm; a queue or function of its own need not. */
    static boolean mustConfirm(String protocol, String endpoint, String subscriber) {
        return CONFIRMING.contains(protocol) || (protocol.equals("sqs") && !endpoint.contains(":" + subscriber + ":"));
    }
}
