package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** The topics of one account in one Region, with their subscriptions, whoever owns these. */
final class SnsState implements ServiceState {
    private final Region region;
    private final SortedMap<String, Topic> topics = new TreeMap<>();

    SnsState(Region region) {
        this.region = region;
    }

    static SnsState of(Region region) {
        return region.state(SnsState.class, SnsState::new);
    }

    /** The topics by name. */
    SortedMap<String, Topic> topics() {
        return topics;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        topics.forEach((name, topic) -> json.set(name, snapshot(topic)));
        return json;
    }

    private ObjectNode snapshot(Topic topic) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode attributes = json.putObject("attributes");
        topic.attributes().forEach(attributes::put);
        ObjectNode tags = json.putObject("tags");
        topic.tags().forEach(tags::put);
        var subscriptions = json.putArray("subscriptions");
        topic.subscriptions(region.world().now()).values().stream()
                .map(Subscription::snapshot)
                .sorted(Comparator.comparing(JsonNode::toString))
                .forEach(subscriptions::add);
        return json;
    }
}
