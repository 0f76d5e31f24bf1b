package dev.firebreak.testkit.world.lag;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A state of many parts as a reader in the past sees it: made when it is first asked for, and kept while it would not be another. */
public final class Past<K, V, S> {
    private final Journal<K, V> journal;
    private @Nullable S made;
    private long edition;

    private Past(Journal<K, V> journal) {
        this.journal = journal;
    }

    /** What is remembered with this lag; {@code null} when there is none. */
    public static <K, V, S> @Nullable Past<K, V, S> of(Lag lag) {
        Journal<K, V> journal = lag.journal();
        return journal == null ? null : new Past<>(journal);
    }

    /** Notes, before a change, what is under a key; {@code null} when nothing is. */
    public void note(K key, @Nullable V before) {
        journal.note(key, before);
    }

    /** The state that the reader sees: the present one, or one that {@code before} makes of what was under the keys since changed. */
    public S seen(S present, Function<Map<K, Optional<V>>, S> before) {
        Map<K, Optional<V>> hidden = journal.hidden();
        if (hidden.isEmpty()) {
            return present;
        }
        S then = made;
        if (then == null || edition != journal.edition()) {
            then = before.apply(hidden);
            made = then;
            edition = journal.edition();
        }
        return then;
    }
}
