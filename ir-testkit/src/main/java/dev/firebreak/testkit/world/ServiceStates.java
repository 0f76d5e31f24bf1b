package dev.firebreak.testkit.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** States of services by their types, each made when first asked for. */
final class ServiceStates {
    private final Map<Class<?>, ServiceState> byType = new LinkedHashMap<>();

    <S extends ServiceState> S get(Class<S> type, Supplier<S> maker) {
        // Not computeIfAbsent: a state under construction may ask for another one.
        ServiceState made = byType.get(type);
        if (made == null) {
            made = maker.get();
            byType.put(type, made);
        }
        return type.cast(made);
    }

    /** Puts every state that is not empty under its type's name, such as {@code kms} for {@code KmsState}. */
    void addTo(ObjectNode json) {
        byType.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getSimpleName()))
                .forEach(entry -> {
                    JsonNode snapshot = entry.getValue().snapshot();
                    if (!snapshot.isEmpty()) {
                        json.set(name(entry.getKey()), snapshot);
                    }
                });
    }

    private static String name(Class<?> type) {
        String name = type.getSimpleName().replaceFirst("State$", "");
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
