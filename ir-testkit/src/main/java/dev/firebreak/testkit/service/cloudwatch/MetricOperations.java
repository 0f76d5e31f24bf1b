package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Metrics: putting data, listing, and statistics of one metric. */
final class MetricOperations {
    private static final int MOST_DATA = 1000;
    private static final int MOST_POINTS = 1440;
    private static final int MOST_DIMENSIONS = 30;
    private static final int PAGE = 500;
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private MetricOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutMetricData", PutMetricDataRequest::builder, MetricOperations::putMetricData)
                .on("ListMetrics", ListMetricsRequest::builder, MetricOperations::listMetrics)
                .on("GetMetricStatistics", GetMetricStatisticsRequest::builder, MetricOperations::getMetricStatistics);
    }

    private static PutMetricDataResponse putMetricData(Call call, PutMetricDataRequest request) {
        String namespace = MetricErrors.required(request.namespace(), "Namespace");
        if (namespace.startsWith("AWS/")) {
            throw MetricErrors.value("The value AWS/ for parameter Namespace is invalid.");
        }
        List<MetricDatum> data = request.metricData();
        if (data.isEmpty() || data.size() > MOST_DATA) {
            throw data.isEmpty()
                    ? MetricErrors.missing("The parameter MetricData is required.")
                    : MetricErrors.value("The collection MetricData must not have a size greater than 1000.");
        }
        data.forEach(datum -> check(call, datum));
        MetricStore store = MetricStore.of(call.region());
        data.forEach(datum -> put(call, store, namespace, datum));
        return PutMetricDataResponse.builder().build();
    }

    private static void check(Call call, MetricDatum datum) {
        MetricErrors.required(datum.metricName(), "MetricData.member.1.MetricName");
        if (datum.dimensions().size() > MOST_DIMENSIONS) {
            throw MetricErrors.value(
                    "The collection MetricData.member.1.Dimensions must not have a size greater than 30.");
        }
        if (datum.value() == null
                && datum.statisticValues() == null
                && datum.values().isEmpty()) {
            throw MetricErrors.missing("At least one of the parameters must be specified: MetricData.member.1.Value, "
                    + "MetricData.member.1.StatisticValues, MetricData.member.1.Values");
        }
        if (datum.value() != null && datum.statisticValues() != null) {
            throw MetricErrors.combination(
                    "The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually "
                            + "exclusive and you have specified both.");
        }
        if (datum.value() != null && (datum.value().isNaN() || datum.value().isInfinite())) {
            throw MetricErrors.value(
                    "The value " + datum.value() + " for parameter MetricData.member.1.Value is invalid.");
        }
        Instant time = datum.timestamp();
        if (time != null
                && (time.isBefore(call.now().minus(OLDEST))
                        || time.isAfter(call.now().plus(NEWEST)))) {
            throw MetricErrors.value(
                    "The parameter MetricData.member.1.Timestamp must be within the last two weeks and two hours from now.");
        }
    }

    private static void put(Call call, MetricStore store, String namespace, MetricDatum datum) {
        MetricKey key = MetricKey.of(namespace, datum.metricName(), datum.dimensions());
        Instant time = Optional.ofNullable(datum.timestamp()).orElse(call.now());
        String unit = datum.unit() == null ? "None" : datum.unitAsString();
        if (datum.statisticValues() != null) {
            var set = datum.statisticValues();
            store.put(key, new MetricPoint(time, set.sum(), set.minimum(), set.maximum(), set.sampleCount(), unit));
        } else if (datum.value() != null) {
            store.put(key, point(time, datum.value(), 1, unit));
        } else {
            for (int index = 0; index < datum.values().size(); index++) {
                double count = datum.counts().isEmpty() ? 1 : datum.counts().get(index);
                store.put(key, point(time, datum.values().get(index), count, unit));
            }
        }
    }

    private static MetricPoint point(Instant time, double value, double count, String unit) {
        return new MetricPoint(time, value * count, value, value, count, unit);
    }

    private static ListMetricsResponse listMetrics(Call call, ListMetricsRequest request) {
        // A metric without data for two weeks is not listed.
        Instant oldest =
                call.now().minus("PT3H".equals(request.recentlyActiveAsString()) ? Duration.ofHours(3) : OLDEST);
        List<Metric> found = MetricStore.of(call.region()).all().stream()
                .filter(entry -> !entry.getValue().latest().isBefore(oldest))
                .map(Map.Entry::getKey)
                .filter(key -> request.namespace() == null || key.namespace().equals(request.namespace()))
                .filter(key -> request.metricName() == null || key.name().equals(request.metricName()))
                .filter(key -> request.dimensions().stream().allMatch(filter -> has(key, filter)))
                .map(MetricKey::view)
                .toList();
        ResultPage<Metric> page = ResultPage.of(found, PAGE, request.nextToken(), MetricErrors::token);
        return ListMetricsResponse.builder()
                .metrics(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean has(MetricKey key, DimensionFilter filter) {
        String value = key.dimensions().get(filter.name());
        return value != null && (filter.value() == null || filter.value().equals(value));
    }

    private static GetMetricStatisticsResponse getMetricStatistics(Call call, GetMetricStatisticsRequest request) {
        MetricErrors.required(request.namespace(), "Namespace");
        MetricErrors.required(request.metricName(), "MetricName");
        Duration period = checkedPeriod(request.period());
        if (request.startTime() == null || request.endTime() == null) {
            throw MetricErrors.missing("The parameters StartTime and EndTime are required.");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw MetricErrors.value("The parameter StartTime must be less than the parameter EndTime.");
        }
        if (request.statistics().isEmpty() == request.extendedStatistics().isEmpty()) {
            throw MetricErrors.combination("Must specify either Statistics or ExtendedStatistics");
        }
        long points = Duration.between(request.startTime(), request.endTime()).toSeconds() / period.toSeconds();
        if (points > MOST_POINTS) {
            throw MetricErrors.combination("You have requested up to " + points
                    + " datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing "
                    + "Period, or decreasing the time range.");
        }
        MetricKey key = MetricKey.of(request.namespace(), request.metricName(), request.dimensions());
        List<Datapoint> found = statistics(call, key, request, period).entrySet().stream()
                .map(entry -> datapoint(entry.getKey(), entry.getValue(), request))
                .toList();
        return GetMetricStatisticsResponse.builder()
                .label(request.metricName())
                .datapoints(found)
                .build();
    }

    private static SortedMap<Instant, MetricStatistic> statistics(
            Call call, MetricKey key, GetMetricStatisticsRequest request, Duration period) {
        return MetricStore.of(call.region())
                .find(key)
                .map(metric -> metric.periods(request.startTime(), request.endTime(), period, request.unitAsString()))
                .orElseGet(TreeMap::new);
    }

    static Duration checkedPeriod(@Nullable Integer seconds) {
        if (seconds == null) {
            throw MetricErrors.missing("The parameter Period is required.");
        }
        boolean highResolution = List.of(1, 5, 10, 20, 30).contains(seconds);
        if (seconds < 1 || (seconds % 60 != 0 && !highResolution)) {
            throw MetricErrors.value(
                    "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60. The value specified is "
                            + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Datapoint datapoint(Instant time, MetricStatistic statistic, GetMetricStatisticsRequest request) {
        Datapoint.Builder point = Datapoint.builder().timestamp(time).unit(StandardUnit.fromValue(statistic.unit()));
        for (Statistic asked : request.statistics()) {
            double value = statistic.of(asked);
            switch (asked) {
                case SUM -> point.sum(value);
                case AVERAGE -> point.average(value);
                case MINIMUM -> point.minimum(value);
                case MAXIMUM -> point.maximum(value);
                default -> point.sampleCount(value);
            }
        }
        var extended = new TreeMap<String, Double>();
        request.extendedStatistics().forEach(name -> extended.put(name, statistic.named(name)));
        return extended.isEmpty()
                ? point.build()
                : point.extendedStatistics(extended).build();
    }
}
