package dev.firebreak.internal;

import dev.firebreak.spi.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs tasks in a pool of threads that lives as long as the run. */
public final class InProcessEngine implements Engine {
    private final int parallelism;

    public InProcessEngine(int parallelism) {
        this.parallelism = parallelism;
    }

    @Override
    public void run(List<Task> tasks) {
        var names = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(parallelism, work -> {
            var thread = new Thread(work, "firebreak-" + names.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            new Run(pool).await(tasks);
        } finally {
            pool.shutdown();
        }
    }

    private static final class Run {
        private final ExecutorService pool;
        private final Map<String, CompletableFuture<Void>> ended = new HashMap<>();
        private final AtomicReference<@Nullable RuntimeException> stop = new AtomicReference<>();

        Run(ExecutorService pool) {
            this.pool = pool;
        }

        void await(List<Task> tasks) {
            tasks.forEach(task -> ended.put(task.id(), new CompletableFuture<>()));
            tasks.forEach(this::start);
            try {
                all(ended.keySet()).join();
            } catch (CompletionException e) {
                throw new IllegalStateException("Cannot run tasks", e);
            }
            RuntimeException reason = stop.get();
            if (reason != null) {
                throw reason;
            }
        }

        private void start(Task task) {
            CompletableFuture<Void> prepared =
                    all(task.prepareAfter()).thenRunAsync(() -> guarded(task.prepare()), pool);
            CompletableFuture<?> unused = CompletableFuture.allOf(prepared, all(task.runAfter()))
                    .thenRunAsync(() -> guarded(task.run()), pool)
                    .whenComplete((nothing, failure) -> end(task));
        }

        private void end(Task task) {
            ended.getOrDefault(task.id(), new CompletableFuture<>()).complete(null);
        }

        private void guarded(Runnable part) {
            if (stop.get() != null) {
                return;
            }
            try {
                part.run();
            } catch (RuntimeException e) {
                stop.compareAndSet(null, e);
            } catch (Error e) {
                stop.compareAndSet(null, new IllegalStateException("Cannot go on after " + e, e));
                throw e;
            }
        }

        private CompletableFuture<Void> all(Set<String> ids) {
            return CompletableFuture.allOf(ids.stream()
                    .map(ended::get)
                    .filter(java.util.Objects::nonNull)
                    .toArray(CompletableFuture<?>[]::new));
        }
    }
}
