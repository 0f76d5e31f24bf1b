package dev.firebreak.testkit.service.cloudwatch;

import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * The statistics of the points of one period.
 *
 * @param points the points, at least one
 */
record MetricStatistic(List<MetricPoint> points) {
    double of(Statistic statistic) {
        return switch (statistic) {
            case SUM -> sum();
            case SAMPLE_COUNT -> count();
            case MINIMUM ->
                points.stream().mapToDouble(MetricPoint::minimum).min().orElse(0);
            case MAXIMUM ->
                points.stream().mapToDouble(MetricPoint::maximum).max().orElse(0);
            default -> count() == 0 ? 0 : sum() / count();
        };
    }

    /** A statistic by its name, or a percentile such as {@code p99.9}. */
    double named(String statistic) {
        return statistic.startsWith("p")
                ? percentile(Double.parseDouble(statistic.substring(1)))
                : of(Statistic.fromValue(statistic));
    }

    private double percentile(double percent) {
        double[] values =
                points.stream().mapToDouble(MetricPoint::maximum).sorted().toArray();
        int rank = (int) Math.ceil(percent / 100 * values.length);
        return values[Math.max(0, Math.min(values.length, rank) - 1)];
    }

    String unit() {
        return points.get(0).unit();
    }

    private double sum() {
        return points.stream().mapToDouble(MetricPoint::sum).sum();
    }

    private double count() {
        return points.stream().mapToDouble(MetricPoint::count).sum();
    }
}
