package dev.firebreak.telemetry;

import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.telemetry.Activity.Part;
import dev.firebreak.telemetry.Activity.Planning;
import dev.firebreak.telemetry.Activity.Releasing;
import dev.firebreak.telemetry.Activity.Running;
import dev.firebreak.telemetry.Activity.Stage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The span of an activity, and those below it. */
final class ActivitySpans {
    private final Tracer tracer;
    private final Meters meters;
    private final String incident;
    private final Span span;
    private final Context context;
    private final CutOffWatch cutOff;
    private final Map<String, StepSpan> steps = new ConcurrentHashMap<>();

    private record StepSpan(Span span, long since) {}

    /** Begins the span, below the one that is current. */
    ActivitySpans(Tracer tracer, Meters meters, Activity activity) {
        this.tracer = tracer;
        this.meters = meters;
        this.incident = activity.incident().id();
        this.span = tracer.spanBuilder("firebreak." + verb(activity)).startSpan();
        this.context = Context.current().with(span);
        this.cutOff = CutOffWatch.of(activity);
        span.setAttribute(Attribute.INCIDENT, incident);
        if (activity instanceof Running running) {
            describe(span, running.plan());
        } else if (activity instanceof Releasing releasing) {
            span.setAttribute(Attribute.STEPS, (long) releasing.changes());
        }
    }

    private static String verb(Activity activity) {
        return activity instanceof Planning ? "plan" : activity instanceof Running ? "run" : "release";
    }

    private static void describe(Span span, Plan plan) {
        span.setAttribute(Attribute.DIGEST, plan.digest());
        span.setAttribute(Attribute.STEPS, (long) plan.steps().size());
        span.setAttribute(Attribute.REFUSALS, (long) plan.refusals().size());
    }

    void planned(Plan plan) {
        describe(span, plan);
    }

    /** The whole activity; what has no end then, was cut off with it. */
    void around(Runnable work) {
        try {
            within(context, span, work);
        } finally {
            steps.values().forEach(step -> step.span().end());
            span.end();
        }
    }

    void around(Part part, Runnable work) {
        if (part.steps().isEmpty()) {
            within(context, null, work);
        } else if (part.steps().size() == 1 && part.stage() != Stage.CHECK) {
            within(context.with(open(part.steps().get(0)).span()), null, work);
        } else {
            batch(part, work);
        }
    }

    private void batch(Part part, Runnable work) {
        String kind = part.steps().get(0).kind();
        Span batch = tracer.spanBuilder(Attribute.word(part.stage()) + " " + kind)
                .setParent(context)
                .setAttribute(Attribute.INCIDENT, incident)
                .setAttribute(Attribute.KIND, kind)
                .setAttribute(Attribute.STAGE, Attribute.word(part.stage()))
                .setAttribute(Attribute.STEPS, (long) part.steps().size())
                .startSpan();
        if (part.stage() != Stage.CHECK) {
            part.steps().forEach(step -> open(step).span().addLink(batch.getSpanContext()));
        }
        try {
            within(context.with(batch), batch, work);
        } finally {
            batch.end();
        }
    }

    private StepSpan open(Step step) {
        return steps.computeIfAbsent(
                step.id(),
                id -> new StepSpan(
                        tracer.spanBuilder(step.kind())
                                .setParent(context)
                                .setAttribute(Attribute.INCIDENT, incident)
                                .setAllAttributes(Attribute.of(step))
                                .startSpan(),
                        System.nanoTime()));
    }

    void ended(StepResult result) {
        StepSpan step = open(result.step());
        steps.remove(result.step().id());
        step.span().setAttribute(Attribute.STATUS, Attribute.word(result.status()));
        if (!result.code().isEmpty()) {
            step.span().setAttribute(Attribute.ERROR_TYPE, result.code());
        }
        if (Attribute.isError(result.status())) {
            step.span().setStatus(StatusCode.ERROR);
        }
        step.span().end();
        meters.ended(result, System.nanoTime() - step.since());
        cutOff.ended(result).ifPresent(meters::cutOff);
    }

    /** An exception fails the span, where there is one to fail. */
    @SuppressWarnings("try")
    private static void within(Context context, @Nullable Span failing, Runnable work) {
        try (Scope scope = context.makeCurrent()) {
            work.run();
        } catch (RuntimeException | Error e) {
            if (failing != null) {
                failing.setStatus(StatusCode.ERROR)
                        .setAttribute(Attribute.ERROR_TYPE, e.getClass().getName());
            }
            throw e;
        }
    }
}
