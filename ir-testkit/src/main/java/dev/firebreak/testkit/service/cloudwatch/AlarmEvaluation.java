package dev.firebreak.testkit.service.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Judges one alarm at one time.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">Alarm evaluation</a>
 */
final class AlarmEvaluation {
    private final StoredAlarm alarm;
    private final Instant time;

    AlarmEvaluation(StoredAlarm alarm, Instant time) {
        this.alarm = alarm;
        this.time = time;
    }

    void run() {
        MetricAlarm metric = alarm.metric();
        CompositeAlarm composite = alarm.composite();
        if (metric != null && metric.metricName() != null) {
            judge(metric);
        } else if (composite != null) {
            StateValue value =
                    AlarmRule.of(composite.alarmRule()).holds(alarm.region()) ? StateValue.ALARM : StateValue.OK;
            to(value, alarm.arn() + " transitioned to " + value + " by its rule");
        }
    }

    private void judge(MetricAlarm metric) {
        int periods = metric.evaluationPeriods();
        int needed = Optional.ofNullable(metric.datapointsToAlarm()).orElse(periods);
        Duration period = Duration.ofSeconds(metric.period());
        Instant end = StoredMetric.begin(time, period);
        SortedMap<Instant, MetricStatistic> statistics = statistics(metric, period, end);
        var values = new ArrayList<Double>();
        statistics.values().forEach(each -> values.add(statistic(metric, each)));
        long breaching =
                values.stream().filter(value -> breaches(metric, value)).count();
        int absent = periods - values.size();
        String treatment = Optional.ofNullable(metric.treatMissingData()).orElse("missing");
        if (values.isEmpty() && treatment.equals("ignore")) {
            return;
        }
        if (values.isEmpty() && treatment.equals("missing")) {
            to(StateValue.INSUFFICIENT_DATA, "Insufficient Data: " + periods + " datapoints were unknown.");
            return;
        }
        long counted = breaching + (treatment.equals("breaching") ? absent : 0);
        boolean alarmed = counted >= needed;
        to(alarmed ? StateValue.ALARM : StateValue.OK, reason(metric, values, alarmed));
    }

    private SortedMap<Instant, MetricStatistic> statistics(MetricAlarm metric, Duration period, Instant end) {
        Instant start = end.minus(period.multipliedBy(metric.evaluationPeriods()));
        MetricKey key = MetricKey.of(metric.namespace(), metric.metricName(), metric.dimensions());
        return MetricStore.of(alarm.region())
                .find(key)
                .map(stored -> stored.periods(start, end, period, metric.unitAsString()))
                .orElseGet(TreeMap::new);
    }

    private static double statistic(MetricAlarm metric, MetricStatistic statistic) {
        return metric.extendedStatistic() == null
                ? statistic.of(metric.statistic())
                : statistic.named(metric.extendedStatistic());
    }

    private static boolean breaches(MetricAlarm metric, double value) {
        double threshold = metric.threshold();
        return switch (metric.comparisonOperator()) {
            case GREATER_THAN_THRESHOLD -> value > threshold;
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
            case LESS_THAN_THRESHOLD -> value < threshold;
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
            default -> false;
        };
    }

    private static String reason(MetricAlarm metric, List<Double> values, boolean alarmed) {
        return String.format(
                Locale.ROOT,
                "Threshold Crossed: %d datapoint%s %s %s the threshold (%s).",
                values.size(),
                values.size() == 1 ? "" : "s",
                values,
                alarmed ? "crossed" : "did not cross",
                metric.threshold());
    }

    private void to(StateValue value, String reason) {
        if (alarm.state().value() != value) {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.put("version", "1.0").put("queryDate", time.toString());
            AlarmChange.make(alarm, new StoredAlarm.State(value, reason, data.toString(), time));
        }
    }
}
