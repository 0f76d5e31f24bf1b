package dev.firebreak.testkit.world.lag;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place for one value, which a reader in the past sees as it was. */
public final class Cell<T extends @Nullable Object> {
    private final @Nullable Journal<Cell<T>, Former<T>> journal;
    private T value;

    private record Former<T extends @Nullable Object>(T value) {}

    Cell(T first, Lag lag) {
        this.journal = lag.journal();
        this.value = first;
    }

    /** The value. */
    public T get() {
        if (journal == null) {
            return value;
        }
        Map<Cell<T>, Optional<Former<T>>> hidden = journal.hidden();
        return hidden.isEmpty() ? value : hidden.get(this).orElseThrow().value();
    }

    /** Puts another value in its place. */
    public void set(T now) {
        if (journal != null) {
            journal.note(this, new Former<>(value));
        }
        value = now;
    }
}
