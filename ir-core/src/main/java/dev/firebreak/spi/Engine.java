package dev.firebreak.spi;

import dev.firebreak.internal.schedule.InProcessEngine;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Decides when, where and together with which others tasks run; what a task does is the concern of {@link Work}.
 *
 * <p>Each task is prepared, then admitted until that grants it, and then run within {@link Pace.Grant#use}. The default does so in a pool
 * of threads of this process.
 *
 * <p><b>Threading:</b> one engine serves many runs side by side. Work may be called by any thread, and by many at once.
 */
public interface Engine {
    /**
     * An engine of this process. Lanes take turns; within a lane the most urgent tasks go first, and tasks whose quota is used up wait
     * without a thread.
     *
     * @param parallelism how many tasks, or batches of tasks, of one lane run side by side
     */
    static Engine inProcess(int parallelism) {
        return new InProcessEngine(parallelism);
    }

    /**
     * Runs every task once, in an order that their dependencies allow, and returns when all have ended.
     *
     * @throws RuntimeException the first that the work threw: the tasks not yet begun were left out
     */
    void run(List<Task> tasks, Work work);

    /**
     * One piece of work in two parts: the first may run early, while what the second depends on is still under way.
     *
     * @param id the task's name
     * @param prepareAfter ids of the tasks that must have ended before the first part
     * @param runAfter ids of further tasks that must have ended before the second part
     * @param place where it runs, and how urgent it is
     */
    record Task(String id, Set<String> prepareAfter, Set<String> runAfter, Place place) {}

    /**
     * Where a task runs.
     *
     * @param lane what it shares its quotas with, such as an account and a Region
     * @param urgency the lower, the earlier
     * @param batch tasks of one lane with this in common may be run together; empty when it runs alone
     * @param batchSize how many of them at most
     * @param spacing how long to gather further tasks behind a batch that its quota cut short
     */
    record Place(String lane, int urgency, String batch, int batchSize, Duration spacing) {
        /** A place for a task that runs alone. */
        public static Place alone(String lane, int urgency) {
            return new Place(lane, urgency, "", 1, Duration.ZERO);
        }
    }

    /** What tasks do. */
    interface Work {
        /** The first part of these tasks, of one lane and batch. Throws only to stop the run. */
        void prepare(List<String> ids);

        /** Takes from the quotas what these tasks need, the first ones first. Quick: calls nothing. */
        Pace.Grant admit(List<String> ids);

        /** The second part of these tasks, of one lane and batch. Throws only to stop the run. */
        void run(List<String> ids);
    }
}
