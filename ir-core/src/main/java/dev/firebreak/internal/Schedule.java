package dev.firebreak.internal;

import dev.firebreak.spi.Engine.Task;
import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace.Grant;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of tasks: which are ready, which go next, and which wait for their quota. */
final class Schedule {
    private final Work work;
    private final Executor pool;
    private final Bounds bounds;
    private final Map<String, Task> tasks;
    private final Map<String, Set<String>> waits = new HashMap<>();
    private final Map<String, List<String>> followers = new HashMap<>();
    private final Set<String> unprepared = new HashSet<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Deque<Lane> turns = new ArrayDeque<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int left;
    private int running;
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
        this.tasks = all.stream().collect(Collectors.toMap(Task::id, Function.identity()));
        this.left = tasks.size();
        all.forEach(task -> lanes.computeIfAbsent(task.place().lane(), name -> {
            var lane = new Lane();
            turns.add(lane);
            return lane;
        }));
        all.forEach(task -> {
            unprepared.add(task.id());
            await(task, task.prepareAfter());
        });
    }

    /** Runs all tasks; returns when all have ended, or the run has stopped and what was under way has ended. */
    void run() {
        lock.lock();
        try {
            while (running > 0 || (left > 0 && stop == null)) {
                long wait = stop == null ? dispatch() : Long.MAX_VALUE;
                requireProgress(wait);
                await(wait);
            }
        } finally {
            lock.unlock();
        }
        if (stop != null) {
            throw stop;
        }
    }

    private void requireProgress(long wait) {
        if (running == 0 && left > 0 && stop == null && wait == Long.MAX_VALUE) {
            stop = new IllegalStateException("Cannot run tasks: they wait for each other (" + waits.keySet() + ")");
        }
    }

    /** Waits for a task to end, or for this long. */
    private void await(long nanos) {
        if (running == 0 && nanos == Long.MAX_VALUE) {
            return;
        }
        try {
            if (changed.awaitNanos(nanos) > 0) {
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

    /** Starts what may start now; the time until something else may, in nanoseconds. */
    private long dispatch() {
        long soonest = Long.MAX_VALUE;
        int idle = 0;
        while (running < bounds.all() && idle < turns.size()) {
            Lane lane = turns.remove();
            turns.add(lane);
            long wait = lane.running() < bounds.lane() ? start(lane) : Long.MAX_VALUE;
            soonest = wait == 0 ? Long.MAX_VALUE : Math.min(soonest, wait);
            idle = wait == 0 ? 0 : idle + 1;
        }
        return soonest;
    }

    /** Starts the most urgent batch of a lane that may start now; 0 when one did, else the time until one may. */
    private long start(Lane lane) {
        long soonest = Long.MAX_VALUE;
        for (Lane.Queue queue : lane.waiting()) {
            long wait = queue.pause(System.nanoTime());
            if (wait == 0) {
                wait = queue.prepared() ? admit(lane, queue) : start(lane, queue, queue.next(), null);
            }
            if (wait == 0) {
                return 0;
            }
            soonest = Math.min(soonest, wait);
        }
        return soonest;
    }

    private long admit(Lane lane, Lane.Queue queue) {
        List<String> next = queue.next();
        Grant grant = work.admit(next);
        if (grant.steps() == 0) {
            long wait = Math.max(1, grant.pause(1).toNanos());
            queue.waitUntil(System.nanoTime() + wait);
            return wait;
        }
        boolean cutShort = grant.steps() < next.size();
        Duration spacing = queue.place().spacing();
        queue.waitUntil(cutShort && !spacing.isZero() ? System.nanoTime() + spacing.toNanos() : Long.MIN_VALUE);
        return start(lane, queue, next.subList(0, grant.steps()), grant);
    }

    private long start(Lane lane, Lane.Queue queue, List<String> ids, @Nullable Grant grant) {
        var batch = new Batch(lane, queue.prepared(), List.copyOf(ids), grant);
        queue.remove(ids.size());
        lane.begin();
        running++;
        pool.execute(() -> carryOut(batch));
        return 0;
    }

    private void carryOut(Batch batch) {
        RuntimeException failure = null;
        try {
            Grant grant = batch.grant();
            if (grant == null) {
                work.prepare(batch.ids());
            } else {
                grant.use(() -> work.run(batch.ids()));
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("Cannot go on after " + e, e);
            throw e;
        } finally {
            end(batch, failure);
        }
    }

    private void end(Batch batch, @Nullable RuntimeException failure) {
        lock.lock();
        try {
            batch.lane().end();
            running--;
            stop = stop == null ? failure : stop;
            batch.ids().forEach(batch.prepared() ? this::ended : this::prepared);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void prepared(String id) {
        unprepared.remove(id);
        Task task = task(id);
        await(task, task.runAfter());
    }

    private void ended(String id) {
        left--;
        tasks.remove(id);
        for (String follower : followers.getOrDefault(id, List.of())) {
            Set<String> open = waits.getOrDefault(follower, Set.of());
            if (open.remove(id) && open.isEmpty()) {
                ready(task(follower));
            }
        }
        followers.remove(id);
    }

    /** Makes a task wait for those of these that have not ended. */
    private void await(Task task, Set<String> others) {
        var open = others.stream().filter(tasks::containsKey).collect(Collectors.toCollection(HashSet::new));
        if (open.isEmpty()) {
            ready(task);
            return;
        }
        waits.put(task.id(), open);
        open.forEach(other ->
                followers.computeIfAbsent(other, made -> new ArrayList<>()).add(task.id()));
    }

    private void ready(Task task) {
        waits.remove(task.id());
        lane(task).add(task, !unprepared.contains(task.id()));
    }

    private Lane lane(Task task) {
        return java.util.Objects.requireNonNull(lanes.get(task.place().lane()));
    }

    private Task task(String id) {
        return java.util.Objects.requireNonNull(tasks.get(id));
    }
}
