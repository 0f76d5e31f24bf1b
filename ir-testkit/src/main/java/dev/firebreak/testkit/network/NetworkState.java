package dev.firebreak.testkit.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connections of a world, and what listens. */
final class NetworkState implements ServiceState {
    private final Map<String, List<Connection>> connections = new LinkedHashMap<>();
    private final Map<String, Set<Integer>> listening = new LinkedHashMap<>();

    private NetworkState() {}

    static NetworkState of(World world) {
        return world.state(NetworkState.class, made -> new NetworkState());
    }

    void add(Connection connection) {
        connections
                .computeIfAbsent(connection.flow().key(), made -> new ArrayList<>())
                .add(connection);
    }

    void forget(Connection connection) {
        List<Connection> same = connections.getOrDefault(connection.flow().key(), new ArrayList<>());
        same.remove(connection);
        if (same.isEmpty()) {
            connections.remove(connection.flow().key());
        }
    }

    List<Connection> of(Flow flow) {
        return List.copyOf(connections.getOrDefault(flow.key(), List.of()));
    }

    List<Connection> all() {
        return connections.values().stream().flatMap(List::stream).toList();
    }

    /** Lets the interfaces see that rules have changed. */
    void settle() {
        connections.values().forEach(same -> same.forEach(Connection::settle));
    }

    void listen(String host, Set<Integer> ports) {
        listening.put(host, ports);
    }

    /** Whether something takes a packet at an interface; if not set, everything is taken. Functions of Lambda take nothing. */
    boolean listens(Site site, Packet packet) {
        if (site.type().equals("lambda")) {
            return false;
        }
        String host = site.instance().map(instance -> instance.id()).orElse(site.id());
        return takes(host, packet);
    }

    /** Whether something takes a packet at an address outside; if not set, everything is taken. */
    boolean listensOutside(Packet packet) {
        return takes(packet.destination(), packet);
    }

    private boolean takes(String host, Packet packet) {
        return !packet.protocol().hasPorts()
                || Optional.ofNullable(listening.get(host))
                        .map(ports -> ports.contains(packet.port()))
                        .orElse(true);
    }

    @Override
    public JsonNode snapshot() {
        // Traffic is no resource: two worlds are equal whatever flows in them.
        return JsonNodeFactory.instance.objectNode();
    }
}
