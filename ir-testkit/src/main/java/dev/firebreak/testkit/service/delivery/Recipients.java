package dev.firebreak.testkit.service.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes what SNS and EventBridge deliver to e-mail addresses, URLs, phone numbers and Lambda functions: records it, and hands it
 * to Java code that listens there. Nothing is ever sent over a network.
 *
 * <p>Threading: as the {@link World}; a listener runs under the world's monitor, in the call that caused the delivery.
 */
public final class Recipients implements ServiceState {
    private final Map<String, List<String>> received = new TreeMap<>();
    private final Map<String, List<Consumer<String>>> listeners = new TreeMap<>();

    private Recipients() {}

    /** The recipients of a world. */
    public static Recipients of(World world) {
        return world.state(Recipients.class, made -> new Recipients());
    }

    /** Hands every later delivery to an endpoint, such as a function's ARN or a URL, to this listener. */
    public void listen(String endpoint, Consumer<String> listener) {
        listeners.computeIfAbsent(endpoint, made -> new ArrayList<>()).add(listener);
    }

    /** What was delivered to an endpoint so far, the oldest first. */
    public List<String> received(String endpoint) {
        return List.copyOf(received.getOrDefault(endpoint, List.of()));
    }

    /**
     * Delivers a text to an endpoint.
     *
     * @throws RuntimeException what a listener throws; the delivery has failed then
     */
    public void deliver(String endpoint, String text) {
        received.computeIfAbsent(endpoint, made -> new ArrayList<>()).add(text);
        List.copyOf(listeners.getOrDefault(endpoint, List.of())).forEach(listener -> listener.accept(text));
    }

    /** Empty: what was delivered is outside of the world. */
    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
