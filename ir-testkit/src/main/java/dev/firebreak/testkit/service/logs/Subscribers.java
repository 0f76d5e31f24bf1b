package dev.firebreak.testkit.service.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Who in this JVM listens to what subscription filters let through. */
final class Subscribers implements ServiceState {
    private final List<Consumer<SubscribedEvent>> listeners = new ArrayList<>();

    private Subscribers() {}

    static Subscribers of(World world) {
        return world.state(Subscribers.class, made -> new Subscribers());
    }

    void add(Consumer<SubscribedEvent> listener) {
        listeners.add(listener);
    }

    void tell(SubscribedEvent event) {
        List.copyOf(listeners).forEach(listener -> listener.accept(event));
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
