package dev.firebreak.testkit.service.rds;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.rds.model.ExportTask;

/**
 * The export of a snapshot to S3, as a record: nothing is written.
 *
 * @param task the task as it was started
 * @param started when
 */
record SnapshotExport(ExportTask task, Instant started) {
    private static final Duration STARTING = Duration.ofMinutes(1);
    private static final Duration RUNNING = Duration.ofMinutes(10);

    String id() {
        return task.exportTaskIdentifier();
    }

    ExportTask view(Instant now) {
        if (now.isBefore(started.plus(STARTING))) {
            return task.copy(copy -> copy.status("STARTING").percentProgress(0));
        }
        Instant end = started.plus(STARTING).plus(RUNNING);
        return now.isBefore(end)
                ? task.copy(
                        copy -> copy.status("IN_PROGRESS").percentProgress(50).taskStartTime(started.plus(STARTING)))
                : task.copy(copy -> copy.status("COMPLETE")
                        .percentProgress(100)
                        .taskStartTime(started.plus(STARTING))
                        .taskEndTime(end));
    }
}
