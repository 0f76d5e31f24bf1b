package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import software.amazon.awssdk.services.rds.model.DescribeDBLogFilesDetails;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesResponse;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionRequest;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionResponse;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;
import software.amazon.awssdk.services.rds.model.StartExportTaskResponse;

/** What leaves RDS: exports of snapshots, and log files. */
final class ExportOperations {
    private static final int MOST_LINES = 10_000;

    private ExportOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("StartExportTask", StartExportTaskRequest::builder, ExportOperations::start)
                .on("DescribeExportTasks", DescribeExportTasksRequest::builder, ExportOperations::describe)
                .on("DescribeDBLogFiles", DescribeDbLogFilesRequest::builder, ExportOperations::logs)
                .on("DownloadDBLogFilePortion", DownloadDbLogFilePortionRequest::builder, ExportOperations::download);
    }

    private static StartExportTaskResponse start(Call call, StartExportTaskRequest request) {
        RdsState state = RdsState.of(call);
        if (state.exports().contains(request.exportTaskIdentifier())) {
            throw AwsError.of("ExportTaskAlreadyExists", "An export task with this identifier already exists.");
        }
        DbSnapshot snapshot = DbSnapshotOperations.own(call, request.sourceArn());
        if (!snapshot.isAvailable(call.now())) {
            throw AwsError.of("InvalidExportSourceState", "The source snapshot is not in the available state.");
        }
        if (call.world().buckets().find(request.s3BucketName()).isEmpty()) {
            throw new AwsError("InvalidS3BucketFault", 400, "The specified Amazon S3 bucket name can't be found.");
        }
        ExportTask task = ExportTask.builder()
                .exportTaskIdentifier(request.exportTaskIdentifier())
                .sourceArn(request.sourceArn())
                .snapshotTime(snapshot.snapshot().snapshotCreateTime())
                .s3Bucket(request.s3BucketName())
                .s3Prefix(Objects.requireNonNullElse(request.s3Prefix(), ""))
                .iamRoleArn(request.iamRoleArn())
                .kmsKeyId(request.kmsKeyId())
                .exportOnly(request.exportOnly())
                .build();
        var export = new SnapshotExport(task, call.now());
        state.exports().put(export);
        ExportTask view = export.view(call.now());
        return StartExportTaskResponse.builder()
                .exportTaskIdentifier(view.exportTaskIdentifier())
                .sourceArn(view.sourceArn())
                .s3Bucket(view.s3Bucket())
                .s3Prefix(view.s3Prefix())
                .iamRoleArn(view.iamRoleArn())
                .kmsKeyId(view.kmsKeyId())
                .snapshotTime(view.snapshotTime())
                .status(view.status())
                .percentProgress(0)
                .build();
    }

    private static DescribeExportTasksResponse describe(Call call, DescribeExportTasksRequest request) {
        List<ExportTask> tasks = RdsState.of(call).exports().all().stream()
                .filter(export -> request.exportTaskIdentifier() == null
                        || request.exportTaskIdentifier().equals(export.id()))
                .filter(export -> request.sourceArn() == null
                        || request.sourceArn().equals(export.task().sourceArn()))
                .map(export -> export.view(call.now()))
                .toList();
        if (request.exportTaskIdentifier() != null && tasks.isEmpty()) {
            throw new AwsError("ExportTaskNotFound", 404, "The export task doesn't exist.");
        }
        var page = RdsPage.of(tasks, request.maxRecords(), request.marker());
        return DescribeExportTasksResponse.builder()
                .exportTasks(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static DescribeDbLogFilesResponse logs(Call call, DescribeDbLogFilesRequest request) {
        DbInstance instance = DbInstances.find(call, request.dbInstanceIdentifier());
        SortedMap<String, String> files = RdsState.of(call).logs(instance.id());
        Instant written = call.now();
        return DescribeDbLogFilesResponse.builder()
                .describeDBLogFiles(files.entrySet().stream()
                        .filter(file -> request.filenameContains() == null
                                || file.getKey().contains(request.filenameContains()))
                        .map(file -> DescribeDBLogFilesDetails.builder()
                                .logFileName(file.getKey())
                                .size((long) file.getValue().length())
                                .lastWritten(written.toEpochMilli())
                                .build())
                        .toList())
                .build();
    }

    private static DownloadDbLogFilePortionResponse download(Call call, DownloadDbLogFilePortionRequest request) {
        DbInstance instance = DbInstances.find(call, request.dbInstanceIdentifier());
        String text = RdsState.of(call).logs(instance.id()).get(request.logFileName());
        if (text == null) {
            throw new AwsError(
                    "DBLogFileNotFoundFault",
                    404,
                    "DBLog File: " + request.logFileName() + ", is not found on the DB instance");
        }
        List<String> lines = text.lines().toList();
        int wanted = Objects.requireNonNullElse(request.numberOfLines(), MOST_LINES);
        int start = request.marker() == null
                ? Math.max(0, lines.size() - wanted)
                : Math.min(marker(request.marker()), lines.size());
        int end = Math.min(start + wanted, lines.size());
        return DownloadDbLogFilePortionResponse.builder()
                .logFileData(String.join("\n", lines.subList(start, end)) + (end > start ? "\n" : ""))
                .marker(String.valueOf(end))
                .additionalDataPending(end < lines.size())
                .build();
    }

    private static int marker(String marker) {
        if (!marker.matches("\\d{1,9}")) {
            throw RdsErrors.value("Invalid marker: %s", marker);
        }
        return Integer.parseInt(marker);
    }
}
