package dev.firebreak.testkit.world.lag;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that a reader in the past sees as it was. Its views cannot be written through. */
class LaggingMap<K, V> extends AbstractMap<K, V> {
    private final Map<K, V> live;
    private final Journal<K, V> journal;

    LaggingMap(Map<K, V> live, Journal<K, V> journal) {
        this.live = live;
        this.journal = journal;
    }

    /** What the present reader sees; a copy when that is the past. */
    Map<K, V> seen() {
        var hidden = journal.hidden();
        if (hidden.isEmpty()) {
            return live;
        }
        Map<K, V> past = copy();
        hidden.forEach((key, before) -> before.ifPresentOrElse(value -> past.put(key, value), () -> past.remove(key)));
        return past;
    }

    Map<K, V> copy() {
        return new LinkedHashMap<>(live);
    }

    @Override
    public @Nullable V put(K key, V value) {
        journal.note(key, live.get(key));
        return live.put(key, value);
    }

    @Override
    @SuppressWarnings("unchecked") // what is a key of the map is of its keys' type
    public @Nullable V remove(Object key) {
        if (live.containsKey(key)) {
            journal.note((K) key, live.get(key));
        }
        return live.remove(key);
    }

    @Override
    public void clear() {
        Set.copyOf(live.keySet()).forEach(this::remove);
    }

    @Override
    public @Nullable V get(Object key) {
        return seen().get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return seen().containsKey(key);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return Collections.unmodifiableMap(seen()).entrySet();
    }
}
