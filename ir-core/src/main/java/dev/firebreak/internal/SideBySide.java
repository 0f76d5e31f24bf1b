package dev.firebreak.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Calls that one step, or one batch of steps, makes at the same time. */
final class SideBySide {
    /** Fewer than the 50 connections that an HTTP client of the AWS SDK keeps by default, since other batches call too. */
    private static final int MOST = 32;

    private SideBySide() {}

    static <T> List<CompletableFuture<T>> call(List<Supplier<T>> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(MOST, calls.size()), work -> {
            var thread = new Thread(work, Thread.currentThread().getName() + "-call");
            thread.setDaemon(true);
            return thread;
        });
        Map<String, String> log = MDC.getCopyOfContextMap();
        try {
            return calls.stream()
                    .map(call -> CompletableFuture.supplyAsync(logging(log, call), pool))
                    .toList();
        } finally {
            pool.shutdown();
        }
    }

    private static <T> Supplier<T> logging(@Nullable Map<String, String> log, Supplier<T> call) {
        return () -> {
            MDC.setContextMap(log == null ? Map.of() : log);
            return call.get();
        };
    }
}
