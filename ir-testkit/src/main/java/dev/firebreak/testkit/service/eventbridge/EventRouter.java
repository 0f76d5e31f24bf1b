package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Takes events from buses to the targets of the rules that match them. */
final class EventRouter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final World world;

    EventRouter(World world) {
        this.world = world;
    }

    /** What a service tells arrives on the default bus of its account and Region. */
    void fromService(AwsEvent event) {
        EventBridgeState state =
                EventBridgeState.of(world.account(event.account()).region(event.region()));
        EventBus bus = state.buses().get(EventBus.DEFAULT);
        // An id is drawn only where somebody may see it, so that rules do not change the ids of other resources.
        if (bus != null && bus.allRules().stream().anyMatch(Rule::isEnabled)) {
            route(bus, envelope(event), 0);
        }
    }

    /** The event in the envelope in which rules and targets see it. */
    JsonNode envelope(AwsEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", "0")
                .put("id", world.ids().uuid())
                .put("detail-type", event.detailType())
                .put("source", event.source())
                .put("account", event.account())
                .put("time", TIME.format(event.time()))
                .put("region", event.region());
        var resources = json.putArray("resources");
        event.resources().forEach(resources::add);
        json.set("detail", event.detail());
        // Read again: numbers must be as they are written.
        return EventPattern.read(json.toString());
    }

    void route(EventBus bus, JsonNode event, int hops) {
        for (Rule rule : List.copyOf(bus.allRules())) {
            if (rule.isEnabled() && rule.matches(event)) {
                deliver(bus, rule, event, hops);
            }
        }
    }

    private void deliver(EventBus bus, Rule rule, JsonNode event, int hops) {
        var delivery = new TargetDelivery(world, bus, rule);
        List.copyOf(rule.targets().values()).forEach(target -> delivery.deliver(target, event, hops));
    }

    /** Lets the rules of a bus come whose time has come. */
    void catchUp(EventBus bus, Instant now) {
        for (Rule rule : List.copyOf(bus.allRules())) {
            while (rule.due().isPresent() && !rule.due().get().isAfter(now)) {
                Instant time = rule.due().get();
                rule.due(Schedule.parse(String.valueOf(rule.settings().schedule()))
                        .after(time));
                if (rule.isEnabled()) {
                    deliver(bus, rule, envelope(scheduled(bus, rule, time)), 0);
                }
            }
        }
    }

    private static AwsEvent scheduled(EventBus bus, Rule rule, Instant time) {
        return new AwsEvent(
                "aws.events",
                "Scheduled Event",
                bus.name().account(),
                bus.name().region(),
                time,
                List.of(rule.arn()),
                JsonNodeFactory.instance.objectNode());
    }
}
