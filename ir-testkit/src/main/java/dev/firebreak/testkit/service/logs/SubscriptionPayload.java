package dev.firebreak.testkit.service.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Zipped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/** What a function gets of a subscription: {@code {"awslogs": {"data": ...}}}, zipped and in Base64. */
final class SubscriptionPayload {
    private SubscriptionPayload() {}

    static String of(String owner, SubscriptionFilter filter, LogStreamRecord stream, LogEntry entry) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("messageType", "DATA_MESSAGE")
                .put("owner", owner)
                .put("logGroup", filter.logGroupName())
                .put("logStream", stream.name());
        data.putArray("subscriptionFilters").add(filter.filterName());
        data.putArray("logEvents")
                .addObject()
                .put("id", entry.id())
                .put("timestamp", entry.timestamp())
                .put("message", entry.message());
        byte[] zipped = Zipped.of(data.toString().getBytes(StandardCharsets.UTF_8));
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("awslogs").put("data", Base64.getEncoder().encodeToString(zipped));
        return payload.toString();
    }
}
