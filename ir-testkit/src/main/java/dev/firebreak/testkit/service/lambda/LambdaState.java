package dev.firebreak.testkit.service.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The functions and event source mappings of an account in a Region. */
public final class LambdaState implements ServiceState {
    private final SortedMap<String, StoredFunction> functions = new TreeMap<>();
    private final SortedMap<String, EventSource> eventSources = new TreeMap<>();
    private final Map<String, FunctionHandler> handlers = new HashMap<>();
    private Duration settling = Duration.ofSeconds(2);

    private LambdaState() {}

    /** The state of a Region. */
    public static LambdaState of(Region region) {
        return region.state(LambdaState.class, made -> new LambdaState());
    }

    static LambdaState of(Call call) {
        return of(call.region());
    }

    /** Sets what a function does, whether it is there yet or not. If not set, it answers {@code null}. */
    public void handler(String functionName, FunctionHandler handler) {
        handlers.put(functionName, handler);
    }

    FunctionHandler handler(String functionName) {
        return handlers.getOrDefault(functionName, payload -> "null");
    }

    /** Sets how long a function takes to become active, and a change to be in force. If not set, two seconds. */
    public void settling(Duration time) {
        settling = time;
    }

    Duration settling() {
        return settling;
    }

    SortedMap<String, StoredFunction> functions() {
        return functions;
    }

    Optional<StoredFunction> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    SortedMap<String, EventSource> eventSources() {
        return eventSources;
    }

    /** The concurrency reserved for all functions but one. */
    int reservedBesides(String name) {
        return functions.values().stream()
                .filter(function -> !function.name().equals(name))
                .mapToInt(function -> function.reserved().orElse(0))
                .sum();
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        functions.forEach((name, function) -> node.set(name, function.snapshot()));
        eventSources.forEach((id, source) -> node.put(id, source.summary()));
        return node;
    }
}
