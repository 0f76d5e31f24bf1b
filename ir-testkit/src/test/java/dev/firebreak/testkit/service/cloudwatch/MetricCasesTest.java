package dev.firebreak.testkit.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class MetricCasesTest extends ServiceCases {
    private static final String PUT =
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html";
    private static final String STATISTICS =
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html";
    private static final String DATA =
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html";

    @Test
    @AwsFact(value = "Statistics sum up the values of every period", source = STATISTICS)
    void getMetricStatistics_twoPeriods_sumsUpEach() {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());
        Instant start = clock.instant();
        put(cloudWatch, start, 3);
        put(cloudWatch, start.plusSeconds(30), 5);
        put(cloudWatch, start.plusSeconds(60), 7);

        var points = cloudWatch
                .getMetricStatistics(get -> get.namespace("Shop")
                        .metricName("Denied")
                        .startTime(start)
                        .endTime(start.plusSeconds(120))
                        .period(60)
                        .statistics(Statistic.SUM, Statistic.AVERAGE, Statistic.MAXIMUM))
                .datapoints();

        assertThat(points).hasSize(2);
        assertThat(points.get(0).sum()).isEqualTo(8);
        assertThat(points.get(0).average()).isEqualTo(4);
        assertThat(points.get(0).maximum()).isEqualTo(5);
        assertThat(points.get(1).timestamp()).isEqualTo(start.plusSeconds(60));
    }

    @Test
    @AwsFact(value = "Every combination of dimensions is a metric of its own", source = PUT)
    void getMetricStatistics_otherDimensions_findsNothing() {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());
        Instant start = clock.instant();
        cloudWatch.putMetricData(put -> put.namespace("Shop")
                .metricData(MetricDatum.builder()
                        .metricName("Denied")
                        .dimensions(Dimension.builder().name("Host").value("a").build())
                        .value(1d)
                        .build()));

        var points = cloudWatch
                .getMetricStatistics(get -> get.namespace("Shop")
                        .metricName("Denied")
                        .startTime(start)
                        .endTime(start.plusSeconds(60))
                        .period(60)
                        .statistics(Statistic.SUM))
                .datapoints();

        assertThat(points).isEmpty();
        assertThat(cloudWatch.listMetrics(list -> list.namespace("Shop")).metrics())
                .singleElement()
                .satisfies(metric -> assertThat(metric.dimensions()).hasSize(1));
    }

    @Test
    @AwsFact(value = "Data older than two weeks is refused", source = PUT)
    void putMetricData_tooOld_isRefused() {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());

        assertThat(Refused.by(() -> put(cloudWatch, clock.instant().minus(Duration.ofDays(15)), 1)))
                .startsWith("InvalidParameterValue");
    }

    @Test
    @AwsFact(value = "Namespaces of AWS are reserved", source = PUT)
    void putMetricData_namespaceOfAws_isRefused() {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());

        assertThat(Refused.by(() -> cloudWatch.putMetricData(put -> put.namespace("AWS/EC2")
                        .metricData(MetricDatum.builder()
                                .metricName("CPUUtilization")
                                .value(1d)
                                .build()))))
                .startsWith("InvalidParameterValue");
    }

    @Test
    @AwsFact(value = "More than 1,440 points are not given at once", source = STATISTICS)
    void getMetricStatistics_tooMany_isRefused() {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());
        Instant now = clock.instant();

        assertThat(Refused.by(() -> cloudWatch.getMetricStatistics(get -> get.namespace("Shop")
                        .metricName("Denied")
                        .startTime(now.minus(Duration.ofDays(2)))
                        .endTime(now)
                        .period(60)
                        .statistics(Statistic.SUM))))
                .startsWith("InvalidParameterCombination");
    }

    @Test
    @AwsFact(value = "The values of a query come with the newest first", source = DATA)
    void getMetricData_twoPoints_newestFirst() {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());
        Instant start = clock.instant();
        put(cloudWatch, start, 1);
        put(cloudWatch, start.plusSeconds(60), 2);

        var query = MetricDataQuery.builder()
                .id("m1")
                .metricStat(stat -> stat.metric(Metric.builder()
                                .namespace("Shop")
                                .metricName("Denied")
                                .build())
                        .period(60)
                        .stat("Sum"))
                .build();
        var results = cloudWatch
                .getMetricData(
                        get -> get.metricDataQueries(query).startTime(start).endTime(start.plusSeconds(120)))
                .metricDataResults();

        assertThat(results.get(0).values()).containsExactly(2d, 1d);
    }

    private static void put(CloudWatchClient cloudWatch, Instant time, double value) {
        cloudWatch.putMetricData(put -> put.namespace("Shop")
                .metricData(MetricDatum.builder()
                        .metricName("Denied")
                        .timestamp(time)
                        .value(value)
                        .build()));
    }
}
