package dev.firebreak.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Reads each key once, however many threads ask; all of them get the one value, or the one exception. */
final class Once {
    private final ConcurrentMap<Object, Reading> values = new ConcurrentHashMap<>();

    /** A value that one thread reads. */
    private static final class Reading extends CompletableFuture<Object> {
        private final Thread reader = Thread.currentThread();

        boolean asksForItself() {
            return !isDone() && reader == Thread.currentThread();
        }
    }

    @SuppressWarnings("unchecked")
    <V> V get(Object key, Supplier<V> read) {
        Reading value = values.get(key);
        if (value != null && value.asksForItself()) {
            throw new IllegalStateException(
                    "Cannot read " + key + ": the read asks for itself (use another key for what is read within)");
        }
        try {
            return (V) (value == null ? first(key, read) : value).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The value of whoever comes first, if several find that there is none. */
    private <V> Reading first(Object key, Supplier<V> read) {
        var mine = new Reading();
        Reading theirs = values.putIfAbsent(key, mine);
        if (theirs == null) {
            fill(mine, read);
        }
        return theirs == null ? mine : theirs;
    }

    private static <V> void fill(CompletableFuture<Object> future, Supplier<V> read) {
        try {
            future.complete(read.get());
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
    }
}
