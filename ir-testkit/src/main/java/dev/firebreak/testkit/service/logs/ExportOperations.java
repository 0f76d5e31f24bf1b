package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.BucketDelivery;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.Zipped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateExportTaskRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateExportTaskResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTaskStatusCode;

/** Exports of log groups to buckets. The objects are there at once; the task is {@code RUNNING} for a minute. */
final class ExportOperations {
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int PAGE = 50;

    private ExportOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateExportTask", CreateExportTaskRequest::builder, ExportOperations::createExportTask)
                .on("DescribeExportTasks", DescribeExportTasksRequest::builder, ExportOperations::describeExportTasks);
    }

    private static CreateExportTaskResponse createExportTask(Call call, CreateExportTaskRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        if (request.from() == null || request.to() == null || request.from() > request.to()) {
            throw LogErrors.invalid("The start time must be before the end time.");
        }
        LogsState state = LogsState.of(call.region());
        if (state.exports().values().stream().anyMatch(task -> running(call, task))) {
            throw AwsError.of("LimitExceededException", "Resource limit exceeded.");
        }
        BucketDelivery bucket = bucket(call, group, request);
        String id = call.world().ids().uuid();
        String prefix = request.destinationPrefix() == null ? "exportedlogs" : request.destinationPrefix();
        export(group, request, bucket, prefix + "/" + id);
        state.exports()
                .put(
                        id,
                        ExportTask.builder()
                                .taskId(id)
                                .taskName(request.taskName())
                                .logGroupName(group.name())
                                .from(request.from())
                                .to(request.to())
                                .destination(request.destination())
                                .destinationPrefix(prefix)
                                .executionInfo(
                                        info -> info.creationTime(call.now().toEpochMilli()))
                                .build());
        return CreateExportTaskResponse.builder().taskId(id).build();
    }

    private static BucketDelivery bucket(Call call, LogGroupRecord group, CreateExportTaskRequest request) {
        String principal = "logs." + call.region().name() + ".amazonaws.com";
        BucketDelivery bucket = BucketDelivery.to(
                        call.world(), String.valueOf(request.destination()), principal, group.arn() + ":*")
                .filter(found -> found.bucket().region().equals(call.region().name()))
                .orElseThrow(
                        () -> LogErrors.invalid(
                                "The given bucket does not exist. Please make sure the bucket is valid and is in the same region."));
        if (!bucket.mayReadAcl()) {
            throw LogErrors.invalid(
                    "GetBucketAcl call on the given bucket failed. Please check if CloudWatch Logs has been "
                            + "granted permission to perform this operation.");
        }
        if (!bucket.mayPut("aws-logs-write-test")) {
            throw LogErrors.invalid(
                    "PutObject call on the given bucket failed. Please check if CloudWatch Logs has been "
                            + "granted permission to perform this operation.");
        }
        return bucket;
    }

    private static void export(
            LogGroupRecord group, CreateExportTaskRequest request, BucketDelivery bucket, String prefix) {
        for (LogStreamRecord stream : group.streams().values()) {
            boolean wanted =
                    request.logStreamNamePrefix() == null || stream.name().startsWith(request.logStreamNamePrefix());
            List<LogEntry> events = stream.byTime().stream()
                    .filter(event -> EventOperations.within(event, request.from(), request.to()))
                    .toList();
            if (wanted && !events.isEmpty()) {
                var text = new StringBuilder();
                events.forEach(event -> text.append(Instant.ofEpochMilli(event.timestamp()))
                        .append(' ')
                        .append(event.message())
                        .append('\n'));
                bucket.put(
                        prefix + "/" + stream.name().replace('/', '-') + "/000000.gz",
                        Zipped.of(text.toString().getBytes(StandardCharsets.UTF_8)),
                        Map.of(),
                        "gzip");
            }
        }
    }

    private static boolean running(Call call, ExportTask task) {
        return call.now().toEpochMilli() < task.executionInfo().creationTime() + TIME.toMillis();
    }

    private static DescribeExportTasksResponse describeExportTasks(Call call, DescribeExportTasksRequest request) {
        List<ExportTask> found = LogsState.of(call.region()).exports().values().stream()
                .filter(task -> request.taskId() == null || task.taskId().equals(request.taskId()))
                .map(task -> view(call, task))
                .filter(task -> request.statusCode() == null || task.status().code() == request.statusCode())
                .toList();
        ResultPage<ExportTask> page = LogPage.of(found, request.limit(), request.nextToken(), PAGE);
        return DescribeExportTasksResponse.builder()
                .exportTasks(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static ExportTask view(Call call, ExportTask task) {
        boolean running = running(call, task);
        return task.copy(copy -> {
            copy.status(status -> status.code(running ? ExportTaskStatusCode.RUNNING : ExportTaskStatusCode.COMPLETED));
            if (!running) {
                copy.executionInfo(task.executionInfo()
                        .copy(info -> info.completionTime(task.executionInfo().creationTime() + TIME.toMillis())));
            }
        });
    }
}
