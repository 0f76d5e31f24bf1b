package dev.firebreak.testkit.service.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The points of one metric. */
final class StoredMetric {
    private static final int MOST = 100_000;

    private final Deque<MetricPoint> points = new ArrayDeque<>();
    private Instant latest = Instant.MIN;

    void add(MetricPoint point) {
        if (points.size() == MOST) {
            points.removeFirst();
        }
        points.addLast(point);
        latest = point.time().isAfter(latest) ? point.time() : latest;
    }

    /** The time of the latest point. */
    Instant latest() {
        return latest;
    }

    /** The points from a start on, and before an end, by the period that they fall in; periods are aligned to the clock. */
    SortedMap<Instant, MetricStatistic> periods(Instant start, Instant end, Duration period, @Nullable String unit) {
        var byPeriod = new TreeMap<Instant, List<MetricPoint>>();
        for (MetricPoint point : points) {
            boolean asked = unit == null || unit.equals(point.unit());
            if (asked && !point.time().isBefore(start) && point.time().isBefore(end)) {
                byPeriod.computeIfAbsent(begin(point.time(), period), made -> new ArrayList<>())
                        .add(point);
            }
        }
        var statistics = new TreeMap<Instant, MetricStatistic>();
        byPeriod.forEach((begin, within) -> statistics.put(begin, new MetricStatistic(within)));
        return statistics;
    }

    static Instant begin(Instant time, Duration period) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
