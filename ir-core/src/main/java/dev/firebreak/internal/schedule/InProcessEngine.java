package dev.firebreak.internal.schedule;

import dev.firebreak.spi.Engine;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks in a pool of threads that lives as long as the run. */
public final class InProcessEngine implements Engine {
    /** Threads wait for answers most of the time; so many are no burden, and enough for hundreds of lanes. */
    public static final int MOST_THREADS = 512;

    /** Each keeps what clients have put aside for it, such as parsers of tens of kilobytes. */
    private static final long IDLE_SECONDS = 1;

    private final int parallelism;

    public InProcessEngine(int parallelism) {
        this.parallelism = parallelism;
    }

    @Override
    public void run(List<Task> tasks, Work work) {
        ExecutorService pool = pool();
        try {
            new Schedule(tasks, work, pool, new Schedule.Bounds(parallelism, MOST_THREADS)).run();
        } finally {
            pool.shutdown();
        }
    }

    private static ExecutorService pool() {
        var names = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    var thread = new Thread(work, "firebreak-" + names.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
