package dev.firebreak.telemetry;

import dev.firebreak.StepResult;
import dev.firebreak.spi.Pace.Usage;
import dev.firebreak.spi.Provider;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BiConsumer;

/** What is counted and measured. */
final class Meters {
    private static final double NANOS = 1e9;
    private static final List<Double> BOUNDARIES =
            List.of(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0);

    private final LongCounter steps;
    private final DoubleHistogram durations;
    private final DoubleHistogram cutOffs;
    private final Set<Provider> providers = new CopyOnWriteArraySet<>();

    Meters(Meter meter) {
        this.steps = meter.counterBuilder("firebreak.steps")
                .setUnit("{step}")
                .setDescription("Steps that have ended")
                .build();
        this.durations = histogram(meter, "firebreak.step.duration", "How long steps took from the first look");
        this.cutOffs = histogram(
                meter,
                "firebreak.cut_off.duration",
                "How long it took from the beginning of the run to cut a target off");
        meter.counterBuilder("firebreak.throttled")
                .setUnit("{call}")
                .setDescription("Calls that were refused since there were too many")
                .buildWithCallback(measured -> eachUsage((usage, from) -> measured.record(usage.throttled(), from)));
        meter.counterBuilder("firebreak.quota.wait")
                .ofDoubles()
                .setUnit("s")
                .setDescription("How long quotas had less than was asked of them")
                .buildWithCallback(
                        measured -> eachUsage((usage, from) -> measured.record(seconds(usage.waited()), from)));
    }

    private static DoubleHistogram histogram(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(BOUNDARIES)
                .build();
    }

    private void eachUsage(BiConsumer<Usage, Attributes> measure) {
        providers.forEach(provider ->
                measure.accept(provider.pace().usage(), Attributes.of(Attribute.PROVIDER, provider.name())));
    }

    void watch(List<Provider> more) {
        providers.addAll(more);
    }

    void ended(StepResult result, long nanos) {
        steps.add(1, Attribute.of(result));
        durations.record(nanos / NANOS, Attribute.of(result));
    }

    void cutOff(Duration taken) {
        cutOffs.record(seconds(taken));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
