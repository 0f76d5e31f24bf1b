package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.lag.Lag;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The IAM entities of one type in an account, by name and by unique id.
 *
 * <p>Names are found as written, but two names may not differ by case alone, as in IAM.
 */
public final class IamEntities<T extends IamEntity> {
    private final SortedMap<String, T> byName;
    private final Map<String, T> byId;

    IamEntities(Lag lag) {
        byName = lag.sorted(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        byId = lag.map(new HashMap<>());
    }

    /** The entity with exactly this name. */
    public Optional<T> find(String name) {
        return Optional.ofNullable(byName.get(name))
                .filter(entity -> entity.name().equals(name));
    }

    /** The entity with this unique id. */
    public Optional<T> findById(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether a new entity may not have this name. */
    public boolean isTaken(String name) {
        return byName.containsKey(name);
    }

    /** Adds an entity. */
    public void add(T entity) {
        byName.put(entity.name(), entity);
        byId.put(entity.id(), entity);
    }

    /** Removes an entity. */
    public void remove(T entity) {
        byName.remove(entity.name());
        byId.remove(entity.id());
    }

    /** Gives an entity another name and path. */
    public void rename(T entity, String name, String path) {
        byName.remove(entity.name());
        entity.rename(name, path);
        byName.put(name, entity);
    }

    /** All entities, in the order of their names. */
    public Collection<T> all() {
        return byName.values();
    }

    /** How many there are. */
    public int size() {
        return byName.size();
    }

    ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        byName.forEach((name, entity) -> node.set(name, entity.snapshot()));
        return node;
    }
}
