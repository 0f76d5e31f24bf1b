package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The buses that have, or had, rules with schedules, so that the others need not be looked at before each call. */
final class ScheduledBuses implements ServiceState {
    private final Set<EventBus> buses = new LinkedHashSet<>();

    private ScheduledBuses() {}

    static ScheduledBuses of(World world) {
        return world.state(ScheduledBuses.class, made -> new ScheduledBuses());
    }

    void add(EventBus bus) {
        buses.add(bus);
    }

    List<EventBus> all() {
        return List.copyOf(buses);
    }

    /** Empty: the rules themselves are in the snapshot of their Region. */
    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
