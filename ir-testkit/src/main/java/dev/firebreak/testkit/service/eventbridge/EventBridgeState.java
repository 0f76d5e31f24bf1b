package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The event buses of one account in one Region; the default one is always there. */
final class EventBridgeState implements ServiceState {
    private final SortedMap<String, EventBus> buses = new TreeMap<>();

    EventBridgeState(Region region) {
        var name = new EventBus.Name(region.account().id(), region.name(), EventBus.DEFAULT);
        buses.put(EventBus.DEFAULT, new EventBus(name, null, region.world().now()));
    }

    static EventBridgeState of(Region region) {
        return region.state(EventBridgeState.class, EventBridgeState::new);
    }

    /** The buses by name. */
    SortedMap<String, EventBus> buses() {
        return buses;
    }

    /** The tags of a bus or rule, to be read and changed. */
    Optional<SortedMap<String, String>> tags(String arn) {
        for (EventBus bus : buses.values()) {
            if (bus.arn().equals(arn)) {
                return Optional.of(bus.tags());
            }
            for (Rule rule : bus.allRules()) {
                if (rule.arn().equals(arn)) {
                    return Optional.of(rule.tags());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        buses.forEach((name, bus) -> {
            boolean untouched =
                    bus.isDefault() && bus.rules().isEmpty() && bus.policy().isEmpty();
            if (!untouched) {
                json.set(name, snapshot(bus));
            }
        });
        return json;
    }

    private static ObjectNode snapshot(EventBus bus) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("policy", bus.policy());
        ObjectNode rules = json.putObject("rules");
        bus.rules().forEach((name, rule) -> {
            ObjectNode node = rules.putObject(name);
            node.put("pattern", rule.settings().pattern())
                    .put("schedule", rule.settings().schedule())
                    .put("state", rule.settings().state())
                    .put("description", rule.settings().description());
            ObjectNode targets = node.putObject("targets");
            new TreeMap<>(rule.targets()).forEach((id, target) -> targets.set(id, SdkJson.of(target)));
        });
        return json;
    }
}
