package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeQueriesRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeQueriesResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatistics;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.StopQueryRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StopQueryResponse;

/** Queries of CloudWatch Logs Insights. One runs for a second. */
final class QueryOperations {
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int MOST_GROUPS = 50;
    private static final int MOST = 10_000;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private QueryOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("StartQuery", StartQueryRequest::builder, QueryOperations::startQuery)
                .on("StopQuery", StopQueryRequest::builder, QueryOperations::stopQuery)
                .on("GetQueryResults", GetQueryResultsRequest::builder, QueryOperations::getQueryResults)
                .on("DescribeQueries", DescribeQueriesRequest::builder, QueryOperations::describeQueries);
    }

    private static StartQueryResponse startQuery(Call call, StartQueryRequest request) {
        List<LogGroupRecord> groups = groups(call, request);
        if (request.startTime() == null || request.endTime() == null || request.startTime() > request.endTime()) {
            throw LogErrors.invalid("End time should not be before start time (Service: AWSLogs)");
        }
        int limit = request.limit() == null ? MOST : request.limit();
        if (limit < 1 || limit > MOST) {
            throw LogErrors.constraint(
                    String.valueOf(limit), "limit", "Member must have value less than or equal to 10000");
        }
        var query = new InsightsQuery(String.valueOf(request.queryString()), limit);
        List<InsightsQuery.Row> rows = rows(groups, request.startTime() * 1000, request.endTime() * 1000);
        String id = call.world().ids().uuid();
        var stored = new StoredQuery(
                id,
                call.now(),
                request.queryString(),
                groups.get(0).name(),
                false,
                query.run(rows).stream().map(QueryOperations::fields).toList(),
                QueryStatistics.builder()
                        .recordsScanned((double) rows.size())
                        .recordsMatched((double) query.matching(rows))
                        .bytesScanned(rows.stream()
                                .mapToDouble(row -> row.get("@message").length())
                                .sum())
                        .build());
        LogsState.of(call.region()).queries().put(id, stored);
        return StartQueryResponse.builder().queryId(id).build();
    }

    private static List<LogGroupRecord> groups(Call call, StartQueryRequest request) {
        var names = new ArrayList<String>();
        Optional.ofNullable(request.logGroupName()).ifPresent(names::add);
        names.addAll(request.logGroupNames());
        names.addAll(request.logGroupIdentifiers());
        if (names.isEmpty() || names.size() > MOST_GROUPS) {
            throw LogErrors.invalid("You must specify between 1 and 50 log groups.");
        }
        return names.stream().map(name -> LogGroupRecord.existing(call, name)).toList();
    }

    private static List<InsightsQuery.Row> rows(List<LogGroupRecord> groups, long start, long end) {
        var rows = new ArrayList<InsightsQuery.Row>();
        for (LogGroupRecord group : groups) {
            for (LogStreamRecord stream : group.streams().values()) {
                stream.byTime().stream()
                        .filter(event -> event.timestamp() >= start && event.timestamp() <= end)
                        .forEach(event -> rows.add(row(group, stream, event)));
            }
        }
        return rows;
    }

    private static InsightsQuery.Row row(LogGroupRecord group, LogStreamRecord stream, LogEntry event) {
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("@timestamp", TIMESTAMP.format(Instant.ofEpochMilli(event.timestamp())));
        fixed.put("@ingestionTime", TIMESTAMP.format(Instant.ofEpochMilli(event.ingested())));
        fixed.put("@message", event.message());
        fixed.put("@logStream", stream.name());
        fixed.put("@log", group.region().account().id() + ":" + group.name());
        fixed.put(
                "@ptr",
                Base64.getEncoder().encodeToString((group.name() + event.id()).getBytes(StandardCharsets.UTF_8)));
        return new InsightsQuery.Row(fixed, JsonPattern.parse(event.message()));
    }

    private static List<ResultField> fields(Map<String, String> row) {
        var fields = new ArrayList<ResultField>();
        row.forEach((field, value) ->
                fields.add(ResultField.builder().field(field).value(value).build()));
        return fields;
    }

    private static StoredQuery existing(Call call, @Nullable String id) {
        StoredQuery query = LogsState.of(call.region()).queries().get(String.valueOf(id));
        if (query == null) {
            throw AwsError.of("ResourceNotFoundException", "Query does not exist: %s", String.valueOf(id));
        }
        return query;
    }

    private static QueryStatus status(Call call, StoredQuery query) {
        if (query.cancelled()) {
            return QueryStatus.CANCELLED;
        }
        return call.now().isBefore(query.started().plus(TIME)) ? QueryStatus.RUNNING : QueryStatus.COMPLETE;
    }

    private static GetQueryResultsResponse getQueryResults(Call call, GetQueryResultsRequest request) {
        StoredQuery query = existing(call, request.queryId());
        QueryStatus status = status(call, query);
        return GetQueryResultsResponse.builder()
                .status(status)
                .results(status == QueryStatus.COMPLETE ? query.results() : List.of())
                .statistics(query.statistics())
                .build();
    }

    private static StopQueryResponse stopQuery(Call call, StopQueryRequest request) {
        StoredQuery query = existing(call, request.queryId());
        if (status(call, query) != QueryStatus.RUNNING) {
            throw LogErrors.invalid(
                    "Query with id %s is already ended with status %s", query.id(), status(call, query));
        }
        LogsState.of(call.region()).queries().put(query.id(), query.stopped());
        return StopQueryResponse.builder().success(true).build();
    }

    private static DescribeQueriesResponse describeQueries(Call call, DescribeQueriesRequest request) {
        List<QueryInfo> found = LogsState.of(call.region()).queries().values().stream()
                .filter(query ->
                        request.logGroupName() == null || query.logGroup().equals(request.logGroupName()))
                .filter(query -> request.status() == null || status(call, query) == request.status())
                .map(query -> QueryInfo.builder()
                        .queryId(query.id())
                        .queryString(query.text())
                        .status(status(call, query))
                        .createTime(query.started().toEpochMilli())
                        .logGroupName(query.logGroup())
                        .build())
                .toList();
        ResultPage<QueryInfo> page = LogPage.of(found, request.maxResults(), request.nextToken(), 1000);
        return DescribeQueriesResponse.builder()
                .queries(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
