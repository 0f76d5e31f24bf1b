package dev.firebreak.telemetry;

import dev.firebreak.Plan;
import dev.firebreak.StepResult;
import dev.firebreak.spi.Provider;
import dev.firebreak.telemetry.Activity.Part;
import dev.firebreak.telemetry.Activity.Planning;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Tells OpenTelemetry: spans of plans, runs, releases and each of their steps, and metrics.
 *
 * <p>The span of a step is current while the step looks, changes and reads back, so that what instruments the provider's client nests
 * below. Where many steps are handled together, a span of the batch is current, and the spans of its steps link to it. Spans and metrics
 * carry ids, kinds, statuses and error codes; no parameters, states or messages.
 *
 * <p>Needs {@code io.opentelemetry:opentelemetry-api} on the class path, which this library does not bring along. One observer may serve
 * any number of responders.
 *
 * <p>Metrics: {@code firebreak.steps} counts steps that ended, and {@code firebreak.step.duration} how long they took from the first look,
 * both by {@code firebreak.kind} and {@code firebreak.status}; {@code firebreak.cut_off.duration} is how long it took from the beginning of
 * a run until a target was cut off, as in {@link dev.firebreak.ContainmentSummary.CutOffTimes}; {@code firebreak.throttled} counts calls
 * that a provider refused since there were too many, and {@code firebreak.quota.wait} adds up how long quotas had less than was asked of
 * them. Durations are in seconds.
 */
public final class OpenTelemetryObserver implements Observer {
    private final Tracer tracer;
    private final Meters meters;
    private final Map<Activity, ActivitySpans> open = Collections.synchronizedMap(new IdentityHashMap<>());

    private OpenTelemetryObserver(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(Attribute.SCOPE);
        this.meters = new Meters(telemetry.getMeter(Attribute.SCOPE));
    }

    /** An observer that tells this one; {@code GlobalOpenTelemetry.get()} is usual. */
    public static OpenTelemetryObserver of(OpenTelemetry telemetry) {
        return new OpenTelemetryObserver(telemetry);
    }

    @Override
    public void attached(List<Provider> providers) {
        meters.watch(providers);
    }

    @Override
    public void around(Activity activity, Runnable work) {
        if (activity instanceof Part part) {
            ActivitySpans spans = open.get(part.whole());
            if (spans == null) {
                work.run();
            } else {
                spans.around(part, work);
            }
        } else {
            begin(activity, work);
        }
    }

    private void begin(Activity activity, Runnable work) {
        var spans = new ActivitySpans(tracer, meters, activity);
        open.put(activity, spans);
        try {
            spans.around(work);
        } finally {
            open.remove(activity);
        }
    }

    @Override
    public UnaryOperator<Runnable> carrier() {
        Context here = Context.current();
        return work -> here.wrap(work);
    }

    @Override
    public void planned(Planning planning, Plan plan) {
        ActivitySpans spans = open.get(planning);
        if (spans != null) {
            spans.planned(plan);
        }
    }

    @Override
    public void ended(Activity whole, StepResult result) {
        ActivitySpans spans = open.get(whole);
        if (spans != null) {
            spans.ended(result);
        }
    }
}
