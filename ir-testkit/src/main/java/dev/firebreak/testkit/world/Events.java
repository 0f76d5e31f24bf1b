package dev.firebreak.testkit.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes what services tell to whoever listens: EventBridge, and tests.
 *
 * <p>Threading: as the {@link World}. A listener runs under the world's monitor, in the call that published the event.
 */
public final class Events {
    private final List<Consumer<AwsEvent>> listeners = new ArrayList<>();

    Events() {}

    /** Hands every later event to this listener. */
    public void listen(Consumer<AwsEvent> listener) {
        listeners.add(listener);
    }

    /** Tells an event to all who listen. */
    public void publish(AwsEvent event) {
        List.copyOf(listeners).forEach(listener -> listener.accept(event));
    }
}
