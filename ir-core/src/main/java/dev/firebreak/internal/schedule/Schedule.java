package dev.firebreak.internal.schedule;

import dev.firebreak.spi.Engine.Task;
import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One run of tasks: which are ready, which go next, and which wait for their quota. */
final class Schedule {
    private static final long NEVER = Long.MAX_VALUE;

    private final Work work;
    private final Executor pool;
    private final Bounds bounds;
    private final OpenTasks tasks;
    private final Set<String> unprepared = new HashSet<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Set<Lane> turns = new LinkedHashSet<>();
    private final Set<Lane> paused = new HashSet<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int running;
    private long resumeAt = NEVER;
    private long awaited = NEVER;
    private @Nullable RuntimeException stop;

    /**
     * How much runs side by side.
     *
     * @param lane batches of one lane
     * @param all batches altogether
     */
    record Bounds(int lane, int all) {}

    private record Batch(
            Lane lane,
            boolean prepared,
            List<String> ids,
            @Nullable Grant grant) {}

    Schedule(List<Task> all, Work work, Executor pool, Bounds bounds) {
        this.work = work;
        this.pool = pool;
        this.bounds = bounds;
        this.tasks = new OpenTasks(all);
        all.forEach(task -> lanes.computeIfAbsent(task.place().lane(), name -> new Lane()));
        all.forEach(task -> {
            unprepared.add(task.id());
            await(task, task.prepareAfter());
        });
    }

    /** Runs all tasks; returns when all have ended, or the run has stopped and what was under way has ended. */
    void run() {
        lock.lock();
        try {
            while (!isOver()) {
                resume();
                List<Batch> begun = dispatch();
                requireProgress();
                launch(begun);
                await();
            }
        } finally {
            lock.unlock();
        }
        if (stop != null) {
            throw stop;
        }
    }

    private boolean isOver() {
        return running == 0 && (tasks.isEmpty() || stop != null);
    }

    private void requireProgress() {
        if (running == 0 && !tasks.isEmpty() && stop == null && resumeAt == NEVER) {
            stop = new IllegalStateException("Cannot run tasks: they wait for each other (" + tasks.waiting() + ")");
        }
    }

    /** Waits until nothing runs any more, the run stops, or a quota comes together. */
    private void await() {
        if (isOver() || (running == 0 && resumeAt == NEVER)) {
            return;
        }
        awaited = resumeAt;
        try {
            if (changed.awaitNanos(resumeAt == NEVER ? NEVER : resumeAt - System.nanoTime()) > 0) {
                return;
            }
        } catch (InterruptedException e) {
            stop = stop == null ? new IllegalStateException("Cannot go on: the run was interrupted", e) : stop;
            Thread.currentThread().interrupt();
            awaitRunning();
        }
    }

    /** What is under way is neither cut off nor left behind. */
    private void awaitRunning() {
        while (running > 0) {
            changed.awaitUninterruptibly();
        }
    }

    /** Lanes whose quota may have come together get their turn again. */
    private void resume() {
        if (resumeAt != NEVER && resumeAt <= System.nanoTime()) {
            resumeAt = NEVER;
            turns.addAll(paused);
            paused.clear();
        }
    }

    /** Begins what may begin now. Only lanes that have changed since their last turn are asked. */
    private List<Batch> dispatch() {
        var begun = new ArrayList<Batch>();
        while (stop == null && running < bounds.all() && !turns.isEmpty()) {
            Lane lane = turns.iterator().next();
            turns.remove(lane);
            next(lane).ifPresent(batch -> {
                begun.add(batch);
                turns.add(lane);
            });
        }
        return begun;
    }

    /** The most urgent batch of a lane that may begin now; none once the run stops. */
    private Optional<Batch> next(Lane lane) {
        try {
            return mostUrgent(lane);
        } catch (Throwable e) {
            stop = stopping(e);
            return Optional.empty();
        }
    }

    private Optional<Batch> mostUrgent(Lane lane) {
        if (lane.running() >= bounds.lane()) {
            return Optional.empty();
        }
        for (Lane.Queue queue : lane.waiting()) {
            Optional<Batch> batch = queue.pause(System.nanoTime()) > 0 ? Optional.empty() : next(lane, queue);
            if (batch.isPresent()) {
                return batch;
            }
            paused.add(lane);
            resumeAt = Math.min(resumeAt, queue.notBefore());
        }
        return Optional.empty();
    }

    private Optional<Batch> next(Lane lane, Lane.Queue queue) {
        List<String> next = queue.next();
        if (!queue.prepared()) {
            return Optional.of(begin(lane, queue, next, null));
        }
        Grant grant = work.admit(next);
        if (grant.steps() == 0) {
            queue.waitUntil(System.nanoTime() + Math.max(1, grant.pause(1).toNanos()));
            return Optional.empty();
        }
        boolean cutShort = grant.steps() < next.size();
        Duration spacing = queue.place().spacing();
        queue.waitUntil(cutShort && !spacing.isZero() ? System.nanoTime() + spacing.toNanos() : Long.MIN_VALUE);
        return Optional.of(begin(lane, queue, next.subList(0, grant.steps()), grant));
    }

    private Batch begin(Lane lane, Lane.Queue queue, List<String> ids, @Nullable Grant grant) {
        var batch = new Batch(lane, queue.prepared(), List.copyOf(ids), grant);
        queue.remove(ids.size());
        lane.begin();
        running++;
        return batch;
    }

    /** Starting threads takes its time, in which others may end batches. */
    private void launch(List<Batch> begun) {
        lock.unlock();
        try {
            begun.forEach(this::launch);
        } finally {
            lock.lock();
        }
    }

    private void launch(Batch batch) {
        try {
            pool.execute(() -> carryOut(batch));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            Grant grant = batch.grant();
            if (grant != null) {
                grant.use(() -> {});
            }
            end(batch, new IllegalStateException("Cannot go on: there is no thread to be had", e));
        }
    }

    /** Carries out a batch and then, in the same thread, what may begin behind it. */
    private void carryOut(Batch first) {
        Batch next = first;
        while (next != null) {
            List<Batch> begun = end(next, attempt(next));
            begun.stream().skip(1).forEach(this::launch);
            next = begun.isEmpty() ? null : begun.get(0);
        }
    }

    /** What stops the run; null when nothing does. */
    private @Nullable RuntimeException attempt(Batch batch) {
        try {
            Grant grant = batch.grant();
            if (grant == null) {
                work.prepare(batch.ids());
            } else {
                grant.use(() -> work.run(batch.ids()));
            }
            return null;
        } catch (Throwable e) {
            return stopping(e);
        }
    }

    private static RuntimeException stopping(Throwable thrown) {
        return thrown instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("Cannot go on after " + thrown, thrown);
    }

    /** Notes how a batch ended; what has begun behind it. */
    private List<Batch> end(Batch batch, @Nullable RuntimeException failure) {
        lock.lock();
        try {
            batch.lane().end();
            running--;
            stop = stop == null ? failure : stop;
            batch.ids().forEach(batch.prepared() ? this::ended : this::prepared);
            turns.add(batch.lane());
            List<Batch> begun = dispatch();
            if (running == 0 || stop != null || resumeAt < awaited) {
                changed.signal();
            }
            return begun;
        } finally {
            lock.unlock();
        }
    }

    private void prepared(String id) {
        unprepared.remove(id);
        Task task = tasks.task(id);
        await(task, task.runAfter());
    }

    private void ended(String id) {
        tasks.end(id).forEach(this::ready);
    }

    private void await(Task task, Set<String> others) {
        if (!tasks.await(task, others)) {
            ready(task);
        }
    }

    private void ready(Task task) {
        Lane lane = Objects.requireNonNull(lanes.get(task.place().lane()));
        lane.add(task, !unprepared.contains(task.id()));
        turns.add(lane);
    }
}
