package dev.firebreak.testkit.service.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The queues of one account in one Region. */
final class SqsState implements ServiceState {
    private final Region region;
    private final SortedMap<String, Queue> queues = new TreeMap<>();
    private final Map<String, Instant> deleted = new HashMap<>();

    SqsState(Region region) {
        this.region = region;
    }

    static SqsState of(Region region) {
        return region.state(SqsState.class, SqsState::new);
    }

    /** The queues by name. */
    SortedMap<String, Queue> queues() {
        return queues;
    }

    /** When queues were deleted, by name. */
    Map<String, Instant> deleted() {
        return deleted;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        queues.forEach((name, queue) -> json.set(name, snapshot(queue)));
        return json;
    }

    private ObjectNode snapshot(Queue queue) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode attributes = json.putObject("attributes");
        queue.attributes().forEach(attributes::put);
        ObjectNode tags = json.putObject("tags");
        queue.tags().forEach(tags::put);
        var bodies = json.putArray("messages");
        queue.messages(region.world().now()).stream()
                .map(message -> message.content().body())
                .sorted()
                .forEach(bodies::add);
        return json;
    }
}
