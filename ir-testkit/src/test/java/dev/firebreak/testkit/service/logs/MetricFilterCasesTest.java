package dev.firebreak.testkit.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilterMatchRecord;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

class MetricFilterCasesTest extends ServiceCases {
    private static final String FILTER =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html";
    private static final String SUBSCRIPTION =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html";

    @Test
    @AwsFact(value = "A metric filter counts the events that come after it was made", source = FILTER)
    void metricFilter_matchingEvents_areCounted() {
        CloudWatchLogsClient logs = logs();
        put(logs, "{\"errorCode\":\"AccessDenied\"}");
        filter(logs, "1");
        put(logs, "{\"errorCode\":\"AccessDenied\"}");
        put(logs, "{\"errorCode\":\"AccessDenied\"}");
        put(logs, "{}");

        assertThat(sum()).isEqualTo(2);
    }

    @Test
    @AwsFact(value = "A metric filter can take its value from the event", source = FILTER)
    void metricFilter_valueOfField_isTaken() {
        CloudWatchLogsClient logs = logs();
        filter(logs, "$.size");
        put(logs, "{\"errorCode\":\"AccessDenied\",\"size\":7}");

        assertThat(sum()).isEqualTo(7);
    }

    @Test
    @AwsFact(value = "A metric filter has one transformation", source = FILTER)
    void putMetricFilter_noTransformation_isRefused() {
        CloudWatchLogsClient logs = logs();

        assertThat(Refused.by(() -> logs.putMetricFilter(put -> put.logGroupName("web")
                        .filterName("denied")
                        .filterPattern("x")
                        .metricTransformations(List.of()))))
                .startsWith("InvalidParameterException");
    }

    @Test
    @AwsFact(
            value = "A pattern is tried on messages before it is used",
            source = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html")
    void testMetricFilter_messages_tellsWhichMatch() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());

        var matches = logs.testMetricFilter(test -> test.filterPattern("ERROR").logEventMessages("ok", "ERROR x"))
                .matches();

        assertThat(matches).extracting(MetricFilterMatchRecord::eventNumber).containsExactly(2L);
    }

    @Test
    @AwsFact(value = "A subscription filter sends the events that match to its destination", source = SUBSCRIPTION)
    void subscriptionFilter_matchingEvent_isSent() {
        var sent = new ArrayList<SubscribedEvent>();
        FakeLogs.subscribe(fake.world(), sent::add);
        CloudWatchLogsClient logs = logs();
        String function = "arn:aws:lambda:eu-west-1:123456789012:function:triage";
        logs.putSubscriptionFilter(put -> put.logGroupName("web")
                .filterName("denied")
                .filterPattern("AccessDenied")
                .destinationArn(function));
        put(logs, "AccessDenied for eve");
        put(logs, "ok");

        assertThat(sent).singleElement().satisfies(event -> {
            assertThat(event.destination()).isEqualTo(function);
            assertThat(event.message()).isEqualTo("AccessDenied for eve");
        });
    }

    @Test
    @AwsFact(value = "A group has at most two subscription filters", source = SUBSCRIPTION)
    void putSubscriptionFilter_third_isRefused() {
        CloudWatchLogsClient logs = logs();
        subscribe(logs, "a");
        subscribe(logs, "b");

        assertThat(Refused.by(() -> subscribe(logs, "c"))).startsWith("LimitExceededException");
    }

    private static void subscribe(CloudWatchLogsClient logs, String name) {
        logs.putSubscriptionFilter(put -> put.logGroupName("web")
                .filterName(name)
                .filterPattern("")
                .destinationArn("arn:aws:lambda:eu-west-1:123456789012:function:" + name));
    }

    private static void filter(CloudWatchLogsClient logs, String value) {
        logs.putMetricFilter(put -> put.logGroupName("web")
                .filterName("denied")
                .filterPattern("{ $.errorCode = \"AccessDenied\" }")
                .metricTransformations(MetricTransformation.builder()
                        .metricNamespace("Trail")
                        .metricName("Denied")
                        .metricValue(value)
                        .build()));
    }

    private double sum() {
        return client(CloudWatchClient.builder())
                .getMetricStatistics(get -> get.namespace("Trail")
                        .metricName("Denied")
                        .startTime(clock.instant().minusSeconds(60))
                        .endTime(clock.instant().plusSeconds(60))
                        .period(3600)
                        .statistics(Statistic.SUM))
                .datapoints()
                .get(0)
                .sum();
    }

    private CloudWatchLogsClient logs() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        logs.createLogGroup(make -> make.logGroupName("web"));
        logs.createLogStream(make -> make.logGroupName("web").logStreamName("one"));
        return logs;
    }

    private void put(CloudWatchLogsClient logs, String message) {
        logs.putLogEvents(put -> put.logGroupName("web")
                .logStreamName("one")
                .logEvents(InputLogEvent.builder()
                        .timestamp(clock.instant().toEpochMilli())
                        .message(message)
                        .build()));
    }
}
