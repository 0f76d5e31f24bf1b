package dev.firebreak.testkit.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Resources of one kind by id, in order of creation, with secondary indexes.
 *
 * <p>A resource that is indexed must be immutable: a change is a {@link #put} of the changed copy.
 */
public final class Table<T> {
    private final Function<T, String> id;
    private final Map<String, T> rows = new LinkedHashMap<>();
    private final Map<String, Index<T>> indexes = new LinkedHashMap<>();

    private record Index<T>(Function<T, ? extends Collection<String>> keys, Map<String, Set<String>> ids) {}

    /** An empty table whose resources have the id that {@code id} reads. */
    public Table(Function<T, String> id) {
        this.id = id;
    }

    /** Adds an index, before any resource: {@code keys} gives the values under which {@link #by} finds a resource. */
    public Table<T> index(String name, Function<T, ? extends Collection<String>> keys) {
        indexes.put(name, new Index<>(keys, new LinkedHashMap<>()));
        return this;
    }

    /** The resource with this id. */
    public Optional<T> find(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** Whether there is a resource with this id. */
    public boolean contains(String key) {
        return rows.containsKey(key);
    }

    /** All resources, oldest first. */
    public Collection<T> all() {
        return Collections.unmodifiableCollection(rows.values());
    }

    /** The resources that the named index has under a key. */
    public List<T> by(String index, String key) {
        var found = new ArrayList<T>();
        Index<T> chosen = Objects.requireNonNull(indexes.get(index), () -> "No index " + index);
        for (String row : chosen.ids().getOrDefault(key, Set.of())) {
            find(row).ifPresent(found::add);
        }
        return found;
    }

    /** Adds a resource, or puts it in the place of the one with its id. */
    public void put(T row) {
        String key = id.apply(row);
        unindex(key);
        rows.put(key, row);
        for (var index : indexes.values()) {
            for (String value : index.keys().apply(row)) {
                index.ids()
                        .computeIfAbsent(value, made -> new LinkedHashSet<>())
                        .add(key);
            }
        }
    }

    /** Removes the resource with this id, if there is one. */
    public void remove(String key) {
        unindex(key);
        rows.remove(key);
    }

    private void unindex(String key) {
        T old = rows.get(key);
        if (old == null) {
            return;
        }
        for (var index : indexes.values()) {
            for (String value : index.keys().apply(old)) {
                Set<String> ids = index.ids().getOrDefault(value, new LinkedHashSet<>());
                ids.remove(key);
                if (ids.isEmpty()) {
                    index.ids().remove(value);
                }
            }
        }
    }
}
