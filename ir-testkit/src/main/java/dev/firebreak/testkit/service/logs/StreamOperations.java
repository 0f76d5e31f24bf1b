package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

/** Log streams. */
final class StreamOperations {
    private static final int PAGE = 50;

    private StreamOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateLogStream", CreateLogStreamRequest::builder, StreamOperations::createLogStream)
                .on("DeleteLogStream", DeleteLogStreamRequest::builder, StreamOperations::deleteLogStream)
                .on("DescribeLogStreams", DescribeLogStreamsRequest::builder, StreamOperations::describeLogStreams);
    }

    private static CreateLogStreamResponse createLogStream(Call call, CreateLogStreamRequest request) {
        String name = LogNames.checkedStream(request.logStreamName());
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        if (group.streams().containsKey(name)) {
            throw LogErrors.exists("log stream");
        }
        group.stream(name);
        return CreateLogStreamResponse.builder().build();
    }

    private static DeleteLogStreamResponse deleteLogStream(Call call, DeleteLogStreamRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        existing(group, request.logStreamName());
        group.streams().remove(request.logStreamName());
        return DeleteLogStreamResponse.builder().build();
    }

    static LogStreamRecord existing(LogGroupRecord group, @Nullable String name) {
        LogStreamRecord stream = group.streams().get(LogNames.checkedStream(name));
        if (stream == null) {
            throw LogErrors.noStream();
        }
        return stream;
    }

    private static DescribeLogStreamsResponse describeLogStreams(Call call, DescribeLogStreamsRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(
                call, request.logGroupName() == null ? request.logGroupIdentifier() : request.logGroupName());
        boolean byTime = request.orderBy() == OrderBy.LAST_EVENT_TIME;
        if (byTime && request.logStreamNamePrefix() != null) {
            throw LogErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        Comparator<LogStream> order = byTime
                ? Comparator.comparing(LogStream::lastEventTimestamp, Comparator.nullsFirst(Comparator.naturalOrder()))
                : Comparator.comparing(LogStream::logStreamName);
        List<LogStream> found = group.streams().values().stream()
                .filter(stream -> request.logStreamNamePrefix() == null
                        || stream.name().startsWith(request.logStreamNamePrefix()))
                .map(stream -> view(group, stream))
                .sorted(Boolean.TRUE.equals(request.descending()) ? order.reversed() : order)
                .toList();
        ResultPage<LogStream> page = LogPage.of(found, request.limit(), request.nextToken(), PAGE);
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static LogStream view(LogGroupRecord group, LogStreamRecord stream) {
        return LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.created())
                .firstEventTimestamp(stream.first())
                .lastEventTimestamp(stream.last())
                .lastIngestionTime(stream.ingested())
                .arn(group.arn() + ":log-stream:" + stream.name())
                .build();
    }
}
