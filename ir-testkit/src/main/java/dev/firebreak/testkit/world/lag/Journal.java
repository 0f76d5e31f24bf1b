package dev.firebreak.testkit.world.lag;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was under which key before it changed, for as long as not everybody sees the change. */
final class Journal<K, V> {
    private final Lag lag;
    private final Deque<Change<K, V>> changes = new ArrayDeque<>();
    private long edition;

    private record Change<K, V>(Instant at, K key, Optional<V> before) {}

    Journal(Lag lag) {
        this.lag = lag;
    }

    /** Notes, before a change, what is under a key; {@code null} when nothing is. */
    void note(K key, @Nullable V before) {
        edition++;
        if (lag.isSettled()) {
            changes.removeIf(change -> change.key().equals(key));
            return;
        }
        forget();
        changes.add(new Change<>(lag.now(), key, Optional.ofNullable(before)));
    }

    /** What a reader in the past sees in place of what is there, by key; empty also when the present is read. */
    Map<K, Optional<V>> hidden() {
        if (!lag.isPast()) {
            return Map.of();
        }
        forget();
        var oldest = new LinkedHashMap<K, Optional<V>>();
        changes.forEach(change -> oldest.putIfAbsent(change.key(), change.before()));
        return oldest;
    }

    /** Another number whenever {@link #hidden} may answer something else to a reader in the past. */
    long edition() {
        return edition;
    }

    private void forget() {
        while (!changes.isEmpty() && lag.hasArrived(changes.peek().at())) {
            changes.remove();
            edition++;
        }
    }
}
