package dev.firebreak.internal;

import dev.firebreak.spi.StepContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Calls that one step, or one batch of steps, makes at the same time. */
final class SideBySide {
    private SideBySide() {}

    /** @param carrier carries over what belongs to this thread */
    static <T> List<CompletableFuture<T>> call(UnaryOperator<Runnable> carrier, List<Supplier<T>> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(StepContext.MOST_SIDE_BY_SIDE, calls.size()), work -> {
                    var thread = new Thread(work, Thread.currentThread().getName() + "-call");
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            return calls.stream()
                    .map(call -> CompletableFuture.supplyAsync(call, work -> pool.execute(carrier.apply(work))))
                    .toList();
        } finally {
            pool.shutdown();
        }
    }
}
