package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** Statistics of many metrics at once. Metric math is not evaluated: an expression is refused. */
final class MetricDataOperations {
    private static final int MOST = 500;

    private MetricDataOperations() {}

    static void addTo(Operations operations) {
        operations.on("GetMetricData", GetMetricDataRequest::builder, MetricDataOperations::getMetricData);
    }

    private static GetMetricDataResponse getMetricData(Call call, GetMetricDataRequest request) {
        if (request.startTime() == null || request.endTime() == null) {
            throw MetricErrors.validation("The parameters StartTime and EndTime are required.");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw MetricErrors.validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        List<MetricDataQuery> queries = request.metricDataQueries();
        if (queries.isEmpty() || queries.size() > MOST) {
            throw MetricErrors.validation("The collection MetricDataQueries must have a size between 1 and 500.");
        }
        var ids = new HashSet<String>();
        var results = new ArrayList<MetricDataResult>();
        for (MetricDataQuery query : queries) {
            check(query, ids);
            if (!Boolean.FALSE.equals(query.returnData())) {
                results.add(result(call, request, query));
            }
        }
        return GetMetricDataResponse.builder().metricDataResults(results).build();
    }

    private static void check(MetricDataQuery query, HashSet<String> ids) {
        if (query.id() == null || !query.id().matches("[a-z][a-zA-Z0-9_]*")) {
            throw MetricErrors.validation("The value " + query.id()
                    + " for parameter MetricDataQueries.member.1.Id does not match the regular expression "
                    + "^[a-z][a-zA-Z0-9_]*$");
        }
        if (!ids.add(query.id())) {
            throw MetricErrors.validation("The values for parameter id in MetricDataQueries are not unique.");
        }
        if (query.metricStat() == null) {
            throw MetricErrors.validation(
                    "Error in expression '" + query.id() + "': metric math is not supported here");
        }
        MetricOperations.checkedPeriod(query.metricStat().period());
    }

    private static MetricDataResult result(Call call, GetMetricDataRequest request, MetricDataQuery query) {
        MetricStat wanted = query.metricStat();
        MetricKey key = MetricKey.of(
                wanted.metric().namespace(),
                wanted.metric().metricName(),
                wanted.metric().dimensions());
        SortedMap<Instant, MetricStatistic> periods = MetricStore.of(call.region())
                .find(key)
                .map(metric -> metric.periods(
                        request.startTime(),
                        request.endTime(),
                        Duration.ofSeconds(wanted.period()),
                        wanted.unitAsString()))
                .orElseGet(TreeMap::new);
        var times = new ArrayList<>(periods.keySet());
        if (request.scanBy() != ScanBy.TIMESTAMP_ASCENDING) {
            Collections.reverse(times);
        }
        return MetricDataResult.builder()
                .id(query.id())
                .label(query.label() == null ? key.name() : query.label())
                .timestamps(times)
                .values(times.stream()
                        .map(time -> Objects.requireNonNull(periods.get(time)).named(wanted.stat()))
                        .toList())
                .statusCode(StatusCode.COMPLETE)
                .build();
    }
}
