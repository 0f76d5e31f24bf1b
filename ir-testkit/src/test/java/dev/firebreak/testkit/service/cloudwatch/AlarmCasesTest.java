package dev.firebreak.testkit.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import dev.firebreak.testkit.world.AwsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class AlarmCasesTest extends ServiceCases {
    private static final String ALARM =
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html";
    private static final String PUT =
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
    private static final String SET =
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms";

    @Test
    @AwsFact(value = "A new alarm has insufficient data until it is evaluated", source = ALARM)
    void putMetricAlarm_new_hasInsufficientData() {
        CloudWatchClient cloudWatch = alarm(with -> {});

        assertThat(state(cloudWatch)).isEqualTo(StateValue.INSUFFICIENT_DATA);
    }

    @Test
    @AwsFact(value = "An alarm goes off when the threshold is crossed in a period", source = ALARM)
    void evaluation_thresholdCrossed_alarms() {
        CloudWatchClient cloudWatch = alarm(with -> {});
        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(1));

        assertThat(state(cloudWatch)).isEqualTo(StateValue.ALARM);
    }

    @Test
    @AwsFact(value = "A value that does not cross the threshold is OK", source = ALARM)
    void evaluation_belowThreshold_isOk() {
        CloudWatchClient cloudWatch = alarm(with -> {});
        put(cloudWatch, 1);
        clock.advance(Duration.ofMinutes(1));

        assertThat(state(cloudWatch)).isEqualTo(StateValue.OK);
    }

    @Test
    @AwsFact(value = "Missing data makes the data insufficient, unless it is to be treated otherwise", source = ALARM)
    void evaluation_dataMissing_dependsOnTreatment() {
        CloudWatchClient cloudWatch = alarm(with -> with.treatMissingData("notBreaching"));
        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(1));
        assertThat(state(cloudWatch)).isEqualTo(StateValue.ALARM);

        clock.advance(Duration.ofMinutes(5));

        assertThat(state(cloudWatch)).isEqualTo(StateValue.OK);
    }

    @Test
    @AwsFact(value = "An alarm of M out of N periods waits for M of them", source = ALARM)
    void evaluation_oneOfTwo_waitsForTheSecond() {
        CloudWatchClient cloudWatch = alarm(with -> with.evaluationPeriods(2).datapointsToAlarm(2));
        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(1));
        assertThat(state(cloudWatch)).isNotEqualTo(StateValue.ALARM);

        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(1));

        assertThat(state(cloudWatch)).isEqualTo(StateValue.ALARM);
    }

    @Test
    @AwsFact(value = "A change of state is an event and runs the actions", source = ALARM)
    void evaluation_alarm_tellsAndActs() {
        var told = new ArrayList<AwsEvent>();
        var acted = new ArrayList<AlarmAction>();
        fake.world().events().listen(told::add);
        FakeCloudWatch.onAction(fake.world(), acted::add);
        CloudWatchClient cloudWatch = alarm(with -> with.alarmActions(TOPIC));
        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(1));
        state(cloudWatch);

        assertThat(told)
                .filteredOn(event -> event.detailType().equals("CloudWatch Alarm State Change"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.detail().at("/state/value").asText()).isEqualTo("ALARM");
                    assertThat(event.detail().at("/previousState/value").asText())
                            .isEqualTo("INSUFFICIENT_DATA");
                });
        assertThat(acted)
                .singleElement()
                .satisfies(action -> assertThat(action.target()).isEqualTo(TOPIC));
    }

    @Test
    @AwsFact(value = "Disabled actions are not run", source = PUT)
    void evaluation_actionsDisabled_doesNotAct() {
        var acted = new ArrayList<AlarmAction>();
        FakeCloudWatch.onAction(fake.world(), acted::add);
        CloudWatchClient cloudWatch = alarm(with -> with.alarmActions(TOPIC));
        cloudWatch.disableAlarmActions(disable -> disable.alarmNames("denied"));
        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(1));

        assertThat(state(cloudWatch)).isEqualTo(StateValue.ALARM);
        assertThat(acted).isEmpty();
    }

    @Test
    @AwsFact(value = "A state that was set lasts until the next evaluation", source = SET)
    void setAlarmState_untilEvaluated_lasts() {
        CloudWatchClient cloudWatch = alarm(with -> with.treatMissingData("notBreaching"));
        cloudWatch.setAlarmState(
                set -> set.alarmName("denied").stateValue(StateValue.ALARM).stateReason("test"));
        assertThat(state(cloudWatch)).isEqualTo(StateValue.ALARM);

        clock.advance(Duration.ofMinutes(1));

        assertThat(state(cloudWatch)).isEqualTo(StateValue.OK);
    }

    @Test
    @AwsFact(value = "The state of an unknown alarm cannot be set", source = SET)
    void setAlarmState_unknown_isRefused() {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());

        assertThat(Refused.by(() -> cloudWatch.setAlarmState(
                        set -> set.alarmName("none").stateValue(StateValue.OK).stateReason("test"))))
                .startsWith("ResourceNotFound");
    }

    @Test
    @AwsFact(value = "The history tells of changes of state, the newest first", source = ALARM)
    void describeAlarmHistory_twoChanges_newestFirst() {
        CloudWatchClient cloudWatch = alarm(with -> with.treatMissingData("notBreaching"));
        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(3));

        var items = cloudWatch
                .describeAlarmHistory(get -> get.alarmName("denied").historyItemType(HistoryItemType.STATE_UPDATE))
                .alarmHistoryItems();

        assertThat(items)
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly("Alarm updated from ALARM to OK", "Alarm updated from INSUFFICIENT_DATA to ALARM");
    }

    @Test
    @AwsFact(
            value = "A composite alarm follows the states of others, and is described only when its type is asked for",
            source = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html")
    void compositeAlarm_childAlarms_alarms() {
        CloudWatchClient cloudWatch = alarm(with -> {});
        cloudWatch.putCompositeAlarm(put -> put.alarmName("any").alarmRule("ALARM(\"denied\") OR FALSE"));
        put(cloudWatch, 10);
        clock.advance(Duration.ofMinutes(2));

        assertThat(cloudWatch.describeAlarms().compositeAlarms()).isEmpty();
        assertThat(cloudWatch
                        .describeAlarmHistory(get -> get.alarmName("any").alarmTypes(AlarmType.COMPOSITE_ALARM))
                        .alarmHistoryItems())
                .extracting(AlarmHistoryItem::historySummary)
                .anyMatch(summary -> summary.endsWith("to ALARM"));
    }

    private CloudWatchClient alarm(Consumer<PutMetricAlarmRequest.Builder> more) {
        CloudWatchClient cloudWatch = client(CloudWatchClient.builder());
        cloudWatch.putMetricAlarm(put -> {
            put.alarmName("denied")
                    .namespace("Shop")
                    .metricName("Denied")
                    .statistic(Statistic.SUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(5d)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
            more.accept(put);
        });
        return cloudWatch;
    }

    private static void put(CloudWatchClient cloudWatch, double value) {
        cloudWatch.putMetricData(put -> put.namespace("Shop")
                .metricData(
                        MetricDatum.builder().metricName("Denied").value(value).build()));
    }

    private static StateValue state(CloudWatchClient cloudWatch) {
        return cloudWatch
                .describeAlarms(get -> get.alarmNames("denied"))
                .metricAlarms()
                .get(0)
                .stateValue();
    }
}
