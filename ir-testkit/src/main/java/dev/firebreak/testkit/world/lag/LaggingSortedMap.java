package dev.firebreak.testkit.world.lag;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sorted map that a reader in the past sees as it was. Its views cannot be written through. */
final class LaggingSortedMap<K, V> extends LaggingMap<K, V> implements SortedMap<K, V> {
    private final SortedMap<K, V> live;

    LaggingSortedMap(SortedMap<K, V> live, Journal<K, V> journal) {
        super(live, journal);
        this.live = live;
    }

    @Override
    SortedMap<K, V> copy() {
        return new TreeMap<>(live);
    }

    /** What is seen is the map itself, or a {@link #copy}. */
    private SortedMap<K, V> sorted() {
        return Collections.unmodifiableSortedMap((SortedMap<K, V>) seen());
    }

    @Override
    public @Nullable Comparator<? super K> comparator() {
        return live.comparator();
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
        return sorted().subMap(from, to);
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
        return sorted().headMap(to);
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
        return sorted().tailMap(from);
    }

    @Override
    public K firstKey() {
        return sorted().firstKey();
    }

    @Override
    public K lastKey() {
        return sorted().lastKey();
    }
}
