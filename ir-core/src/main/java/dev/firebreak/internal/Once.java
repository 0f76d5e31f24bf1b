package dev.firebreak.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Reads each key once, however many threads ask; all of them get the one value, or the one exception. */
final class Once {
    private final ConcurrentMap<Object, CompletableFuture<Object>> values = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked")
    <V> V get(Object key, Supplier<V> read) {
        CompletableFuture<Object> value = values.get(key);
        try {
            return (V) (value == null ? first(key, read) : value).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The value of whoever comes first, if several find that there is none. */
    private <V> CompletableFuture<Object> first(Object key, Supplier<V> read) {
        var mine = new CompletableFuture<Object>();
        CompletableFuture<Object> theirs = values.putIfAbsent(key, mine);
        if (theirs == null) {
            fill(mine, read);
        }
        return theirs == null ? mine : theirs;
    }

    private static <V> void fill(CompletableFuture<Object> future, Supplier<V> read) {
        try {
            future.complete(read.get());
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }
}
