package dev.firebreak.testkit.service.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The metrics of an account in a Region: what {@code PutMetricData} and other fake services put there.
 *
 * <p>Of each metric the newest 100,000 points are kept.
 */
public final class MetricStore implements ServiceState {
    private final Map<MetricKey, StoredMetric> metrics = new TreeMap<>(Comparator.comparing(MetricKey::toString));

    private MetricStore() {}

    /** The metrics of an account in a Region. */
    public static MetricStore of(Region region) {
        return region.state(MetricStore.class, made -> new MetricStore());
    }

    /** Adds one value of a metric. */
    public void add(String namespace, String name, Map<String, String> dimensions, Instant time, double value) {
        put(new MetricKey(namespace, name, dimensions), new MetricPoint(time, value, value, value, 1, "None"));
    }

    void put(MetricKey key, MetricPoint point) {
        metrics.computeIfAbsent(key, made -> new StoredMetric()).add(point);
    }

    Optional<StoredMetric> find(MetricKey key) {
        return Optional.ofNullable(metrics.get(key));
    }

    Collection<Map.Entry<MetricKey, StoredMetric>> all() {
        return List.copyOf(metrics.entrySet());
    }

    /** Empty: measurements are observed, not state that anybody could put back. */
    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
