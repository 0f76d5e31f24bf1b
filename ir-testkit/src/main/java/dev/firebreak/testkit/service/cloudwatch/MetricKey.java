package dev.firebreak.testkit.service.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * What makes a metric itself: CloudWatch takes every combination of dimensions for a metric of its own.
 *
 * @param namespace the namespace
 * @param name the name
 * @param dimensions the dimensions by name
 */
record MetricKey(String namespace, String name, Map<String, String> dimensions) {
    MetricKey {
        dimensions = new TreeMap<>(dimensions);
    }

    static MetricKey of(String namespace, String name, List<Dimension> dimensions) {
        var values = new TreeMap<String, String>();
        dimensions.forEach(dimension -> values.put(dimension.name(), dimension.value()));
        return new MetricKey(namespace, name, values);
    }

    List<Dimension> dimensionList() {
        return dimensions.entrySet().stream()
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    Metric view() {
        return Metric.builder()
                .namespace(namespace)
                .metricName(name)
                .dimensions(dimensionList())
                .build();
    }
}
