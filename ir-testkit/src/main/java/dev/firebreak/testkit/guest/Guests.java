package dev.firebreak.testkit.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The guests of the instances of one Region, each made when first asked for. */
public final class Guests implements ServiceState {
    private final Region region;
    private final SortedMap<String, Guest> byInstance = new TreeMap<>();

    private Guests(Region region) {
        this.region = region;
    }

    /** The guests of a Region. */
    public static Guests of(Region region) {
        return region.state(Guests.class, Guests::new);
    }

    /** The guest of an instance; empty when there is no such instance. */
    public Optional<Guest> find(String instanceId) {
        return region.ec2().instances().find(instanceId).map(this::guest);
    }

    private Guest guest(Ec2Instance instance) {
        Guest made = byInstance.get(instance.id());
        if (made == null) {
            made = new Guest(this, region, instance);
            byInstance.put(instance.id(), made);
        }
        return made;
    }

    /** The guests' surroundings. */
    public GuestNetwork network() {
        return GuestNetwork.of(region.world());
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        byInstance.forEach((id, guest) -> {
            ObjectNode changed = guest.snapshot();
            if (!changed.isEmpty()) {
                node.set(id, changed);
            }
        });
        return node;
    }
}
