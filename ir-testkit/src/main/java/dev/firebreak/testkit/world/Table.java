package dev.firebreak.testkit.world;

import dev.firebreak.testkit.world.lag.Lag;
import dev.firebreak.testkit.world.lag.Past;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resources of one kind by id, in order of creation, with secondary indexes.
 *
 * <p>A resource that is indexed must be immutable: a change is a {@link #put} of the changed copy. Finding a resource by its id or
 * by an index, and reading on from any place, take no longer in a big table.
 *
 * <p>A table that {@linkplain #lagging lags} shows a reader in the past what was in it then, which takes a copy for as long as anything in
 * it has changed lately.
 */
public final class Table<T> {
    private final Function<T, String> id;
    private final Map<String, Slot<T>> slots = new HashMap<>();
    private final NavigableMap<Long, Slot<T>> order = new TreeMap<>();
    private final Map<String, Index<T>> indexes = new LinkedHashMap<>();
    private BiConsumer<T, Consumer<T>> watch = (row, keeper) -> {};
    private @Nullable Past<String, Slot<T>, Table<T>> past;
    private long next;

    /** The place of a resource, which it keeps when it changes. */
    private static final class Slot<T> {
        private final long position;
        private T row;

        Slot(long position, T row) {
            this.position = position;
            this.row = row;
        }
    }

    /** An empty table whose resources have the id that {@code id} reads. */
    public Table(Function<T, String> id) {
        this.id = id;
    }

    /** Adds an index, before any resource: {@code keys} gives the values under which {@link #by} finds a resource. */
    public Table<T> index(String name, Function<T, ? extends Collection<String>> keys) {
        indexes.put(name, new Index<>(keys));
        return this;
    }

    /** From now on shows readers in the past what was there. */
    public void lagging(Lag lag) {
        lagging(lag, (row, keeper) -> {});
    }

    /**
     * From now on shows readers in the past what was there, though resources change in place: {@code watching} has a resource hand a copy
     * of itself to the keeper before each change.
     */
    public void lagging(Lag lag, BiConsumer<T, Consumer<T>> watching) {
        past = Past.of(lag);
        watch = watching;
    }

    private Table<T> seen() {
        return past == null ? this : past.seen(this, this::before);
    }

    private Table<T> before(Map<String, Optional<Slot<T>>> hidden) {
        var rows = new TreeMap<Long, T>();
        slots.forEach((key, slot) -> {
            if (!hidden.containsKey(key)) {
                rows.put(slot.position, slot.row);
            }
        });
        hidden.values().forEach(then -> then.ifPresent(slot -> rows.put(slot.position, slot.row)));
        var table = new Table<>(id);
        indexes.forEach((name, index) -> table.index(name, index.keys()));
        rows.forEach(table::add);
        return table;
    }

    private void note(String key, @Nullable Slot<T> slot, @Nullable T row) {
        if (past != null) {
            past.note(key, slot == null || row == null ? null : new Slot<>(slot.position, row));
        }
    }

    private void keep(T row) {
        note(id.apply(row), slots.get(id.apply(row)), row);
    }

    /** The resource with this id. */
    public Optional<T> find(String key) {
        return Optional.ofNullable(seen().slots.get(key)).map(slot -> slot.row);
    }

    /** Whether there is a resource with this id. */
    public boolean contains(String key) {
        return seen().slots.containsKey(key);
    }

    /** All resources, oldest first. */
    public Collection<T> all() {
        return Collections.unmodifiableCollection(new Rows<>(seen().order));
    }

    /** The resources after a position, oldest first; after {@code -1} come all. */
    public Collection<T> after(long position) {
        return Collections.unmodifiableCollection(new Rows<>(seen().order.tailMap(position, false)));
    }

    /** The position of a resource in the order of creation; {@code -1} when it is not there. */
    public long position(T row) {
        Slot<T> slot = seen().slots.get(id.apply(row));
        return slot == null ? -1 : slot.position;
    }

    /** The resources that the named index has under a key, oldest first. */
    public List<T> by(String index, String key) {
        var found = new ArrayList<T>();
        seen().index(index).slots(key).forEach(slot -> found.add(slot.row));
        return found;
    }

    /** The resources after a position that the named index has under a key, oldest first, without a copy. */
    public List<T> by(String index, String key, long after) {
        List<Slot<T>> all = seen().index(index).slots(key);
        int place = Index.place(all, after);
        return Collections.unmodifiableList(new Listed<>(all.subList(place < 0 ? -place - 1 : place + 1, all.size())));
    }

    private Index<T> index(String name) {
        return Objects.requireNonNull(indexes.get(name), () -> "No index " + name);
    }

    /** Adds a resource, or puts it in the place of the one with its id. */
    public void put(T row) {
        Slot<T> slot = slots.get(id.apply(row));
        note(id.apply(row), slot, slot == null ? null : slot.row);
        if (past != null) {
            watch.accept(row, this::keep);
        }
        if (slot == null) {
            add(next++, row);
            return;
        }
        T old = slot.row;
        slot.row = row;
        indexes.values().forEach(index -> index.move(slot, old, row));
    }

    private void add(long position, T row) {
        var made = new Slot<>(position, row);
        slots.put(id.apply(row), made);
        order.put(made.position, made);
        indexes.values().forEach(index -> index.add(made, row));
    }

    /** Removes the resource with this id, if there is one. */
    public void remove(String key) {
        Slot<T> slot = slots.remove(key);
        if (slot != null) {
            note(key, slot, slot.row);
            order.remove(slot.position);
            indexes.values().forEach(index -> index.remove(slot, slot.row));
        }
    }

    /** The slots of each key in the order of their positions. */
    private record Index<T>(Function<T, ? extends Collection<String>> keys, Map<String, List<Slot<T>>> byKey) {
        Index(Function<T, ? extends Collection<String>> keys) {
            this(keys, new HashMap<>());
        }

        List<Slot<T>> slots(String key) {
            return byKey.getOrDefault(key, List.of());
        }

        void move(Slot<T> slot, T old, T row) {
            if (!List.copyOf(keys.apply(old)).equals(List.copyOf(keys.apply(row)))) {
                remove(slot, old);
                add(slot, row);
            }
        }

        void add(Slot<T> slot, T row) {
            for (String key : keys.apply(row)) {
                // Most keys have one resource.
                List<Slot<T>> present = byKey.computeIfAbsent(key, made -> new ArrayList<>(1));
                int place = place(present, slot.position);
                if (place < 0) {
                    present.add(-place - 1, slot);
                }
            }
        }

        void remove(Slot<T> slot, T row) {
            for (String key : keys.apply(row)) {
                List<Slot<T>> present = byKey.getOrDefault(key, new ArrayList<>());
                int place = place(present, slot.position);
                if (place >= 0) {
                    present.remove(place);
                }
                if (present.isEmpty()) {
                    byKey.remove(key);
                }
            }
        }

        /** Where a position is among slots, or, as {@code -place - 1}, where it would be. */
        private static <T> int place(List<Slot<T>> present, long position) {
            int low = 0;
            int high = present.size() - 1;
            if (high < 0 || present.get(high).position < position) {
                return -present.size() - 1;
            }
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (present.get(middle).position < position) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return present.get(low).position == position ? low : -low - 1;
        }
    }

    /** The resources in listed slots, without a copy. */
    private static final class Listed<T> extends AbstractList<T> {
        private final List<Slot<T>> slots;

        Listed(List<Slot<T>> slots) {
            this.slots = slots;
        }

        @Override
        public T get(int index) {
            return slots.get(index).row;
        }

        @Override
        public int size() {
            return slots.size();
        }
    }

    /** The resources in slots, without a copy. */
    private static final class Rows<T> extends AbstractCollection<T> {
        private final NavigableMap<Long, Slot<T>> slots;

        Rows(NavigableMap<Long, Slot<T>> slots) {
            this.slots = slots;
        }

        @Override
        public Iterator<T> iterator() {
            var each = slots.values().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public T next() {
                    return each.next().row;
                }
            };
        }

        @Override
        public int size() {
            return slots.size();
        }
    }
}
