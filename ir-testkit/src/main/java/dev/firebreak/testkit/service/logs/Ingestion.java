package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.cloudwatch.MetricStore;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/** Takes events into a group, and past its filters: to metrics, and to subscribers. */
final class Ingestion {
    private Ingestion() {}

    static void take(LogGroupRecord group, LogStreamRecord stream, long timestamp, String message) {
        LogEntry entry = group.put(stream, timestamp, message);
        group.metricFilters().values().forEach(filter -> count(group, filter, entry));
        for (SubscriptionFilter filter : group.subscriptions().values()) {
            if (FilterPattern.of(filter.filterPattern()).matches(message)) {
                Subscribers.of(group.region().world())
                        .tell(new SubscribedEvent(
                                filter.destinationArn(), group.name(), stream.name(), timestamp, message));
            }
        }
    }

    private static void count(LogGroupRecord group, MetricFilter filter, LogEntry entry) {
        FilterPattern pattern = FilterPattern.of(filter.filterPattern());
        for (MetricTransformation metric : filter.metricTransformations()) {
            OptionalDouble value = pattern.matches(entry.message())
                    ? value(metric, pattern, entry.message())
                    : metric.defaultValue() == null ? OptionalDouble.empty() : OptionalDouble.of(metric.defaultValue());
            value.ifPresent(number -> MetricStore.of(group.region())
                    .add(
                            metric.metricNamespace(),
                            metric.metricName(),
                            Map.of(),
                            Instant.ofEpochMilli(entry.timestamp()),
                            number));
        }
    }

    private static OptionalDouble value(MetricTransformation metric, FilterPattern pattern, String message) {
        String value = metric.metricValue();
        try {
            return OptionalDouble.of(
                    Double.parseDouble(value.startsWith("$") ? pattern.extract(value, message) : value));
        } catch (NumberFormatException notThere) {
            return OptionalDouble.empty();
        }
    }
}
