package dev.firebreak.spi;

import dev.firebreak.internal.InProcessEngine;
import java.util.List;
import java.util.Set;

/**
 * Decides when and where tasks run; what a task does is not its concern.
 *
 * <p>The default runs them in a pool of threads of this process.
 */
public interface Engine {
    /** An engine with a pool of this many threads per run. */
    static Engine inProcess(int parallelism) {
        return new InProcessEngine(parallelism);
    }

    /**
     * Runs every task once, in an order that their dependencies allow, and returns when all have ended.
     *
     * <p>Tasks do not throw, unless the run must stop: then those not yet begun are left out, and the first exception is thrown.
     */
    void run(List<Task> tasks);

    /**
     * One piece of work in two parts: the first may run early, while what the second depends on is still under way.
     *
     * @param id the task's name
     * @param prepareAfter ids of the tasks that must have ended before the first part
     * @param runAfter ids of further tasks that must have ended before the second part
     * @param prepare the first part
     * @param run the second part
     */
    record Task(String id, Set<String> prepareAfter, Set<String> runAfter, Runnable prepare, Runnable run) {}
}
