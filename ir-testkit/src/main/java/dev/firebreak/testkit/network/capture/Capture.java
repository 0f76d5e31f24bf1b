package dev.firebreak.testkit.network.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.List;

/** What was seen of the packets of a world: by flow logs, which tell of it later, and by mirror sessions, which copy it. */
public final class Capture implements ServiceState {
    private final World world;
    private final List<FlowAggregate> aggregates = new ArrayList<>();
    private final List<MirroredPacket> mirrored = new ArrayList<>();

    private Capture(World world) {
        this.world = world;
    }

    /** The capture of a world. */
    public static Capture of(World world) {
        return world.state(Capture.class, Capture::new);
    }

    /** Takes note of a packet. */
    public void see(Sighting sighting) {
        FlowLogs.watching(sighting).forEach(log -> add(FlowAggregate.begin(log, sighting, world.now()), sighting));
        if (sighting.accepted()) {
            mirrored.addAll(MirrorSessions.copies(sighting, world.now()));
        }
    }

    private void add(FlowAggregate fresh, Sighting sighting) {
        aggregates.stream()
                .filter(fresh::isOf)
                .findFirst()
                .orElseGet(() -> {
                    aggregates.add(fresh);
                    return fresh;
                })
                .count(sighting, world.now());
    }

    /** Delivers the records whose time has come. */
    public void deliver() {
        if (aggregates.isEmpty()) {
            return;
        }
        List<FlowAggregate> due = aggregates.stream()
                .filter(aggregate -> aggregate.isDue(world.now()))
                .toList();
        aggregates.removeAll(due);
        FlowLogs.deliver(due);
    }

    /** The copies that mirror sessions have brought to a network interface, the oldest first. */
    public List<MirroredPacket> mirroredTo(String interfaceId) {
        return mirrored.stream()
                .filter(packet -> packet.targetInterfaceId().equals(interfaceId))
                .toList();
    }

    @Override
    public JsonNode snapshot() {
        // Traffic is no resource: two worlds are equal whatever flows in them.
        return JsonNodeFactory.instance.objectNode();
    }
}
