package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.firebreak.Switchboard.Position;
import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.Pace.Usage;
import dev.firebreak.spi.StepContext;
import dev.firebreak.telemetry.OpenTelemetryObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What OpenTelemetry is told of plans, runs and releases. */
class OpenTelemetryTest {
    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    private final Switchboard board = new Switchboard();

    private Containment containment() {
        return Containment.builder()
                .provider(board)
                .handler(new BankOff())
                .journal(InMemoryJournal.create())
                .sleeper(pause -> {})
                .observer(OpenTelemetryObserver.of(TELEMETRY.getOpenTelemetry()))
                .build();
    }

    /** As instrumentation of a client does. */
    private static void call(String name) {
        TELEMETRY
                .getOpenTelemetry()
                .getTracer("client")
                .spanBuilder(name)
                .startSpan()
                .end();
    }

    private static SpanData span(String name) {
        return TELEMETRY.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No span " + name + " in " + TELEMETRY.getSpans()));
    }

    private static Map<String, Long> steps() {
        return metric("firebreak.steps").getLongSumData().getPoints().stream()
                .collect(Collectors.toMap(
                        point -> point.getAttributes().get(stringKey("firebreak.status")), LongPointData::getValue));
    }

    private static MetricData metric(String name) {
        return TELEMETRY.getMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No metric " + name));
    }

    private static long count(String histogram) {
        return metric(histogram).getHistogramData().getPoints().stream()
                .mapToLong(HistogramPointData::getCount)
                .sum();
    }

    @Test
    void plan_readsOfActions_nestBelowItsSpan() {
        board.switches.put("a", "on");
        Action<Switch> reading = (target, context) -> {
            call("read " + target.id());
            return turnOff().plan(target, context);
        };

        containment().incident("IR-1").contain(new Switch("a"), reading).plan();

        SpanData plan = span("firebreak.plan");
        assertThat(plan)
                .hasAttribute(stringKey("firebreak.incident"), "IR-1")
                .hasAttribute(longKey("firebreak.steps"), 1L);
        assertThat(span("read a")).hasParent(plan);
    }

    @Test
    void plan_rejected_failsItsSpan() {
        Action<Switch> refusing = (target, context) -> {
            throw new PlanRejectedException("Cannot plan");
        };
        Containment.Draft draft = containment().incident("IR-1").contain(new Switch("a"), refusing);

        assertThatThrownBy(draft::plan).isInstanceOf(PlanRejectedException.class);

        assertThat(span("firebreak.plan").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void execute_step_isCurrentWhileItsCallsRun() {
        board.switches.put("a", "on");
        board.beforeChange = id -> call("change " + id);
        ContainmentPlan plan = containment()
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .plan();

        plan.execute();

        SpanData step = span("board.off");
        assertThat(step)
                .hasParent(span("firebreak.run"))
                .hasAttribute(stringKey("firebreak.incident"), "IR-1")
                .hasAttribute(stringKey("firebreak.kind"), "board.off")
                .hasAttribute(stringKey("firebreak.target.account"), "1")
                .hasAttribute(stringKey("firebreak.target.type"), "switch")
                .hasAttribute(stringKey("firebreak.target.id"), "a")
                .hasAttribute(stringKey("firebreak.status"), "verified");
        assertThat(step.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(step.getAttributes().get(stringKey("firebreak.step")))
                .isEqualTo(plan.plan().steps().get(0).id());
        assertThat(span("change a")).hasParent(step);
    }

    @Test
    void execute_runBelowASpanOfTheApplication_isInItsTrace() {
        board.switches.put("a", "on");
        Span finding = TELEMETRY
                .getOpenTelemetry()
                .getTracer("app")
                .spanBuilder("finding")
                .startSpan();
        try (var scope = finding.makeCurrent()) {
            assertThat(scope).isNotNull();
            containment()
                    .incident("IR-1")
                    .contain(new Switch("a"), turnOff())
                    .plan()
                    .execute();
        } finally {
            finding.end();
        }

        assertThat(span("firebreak.run")).hasParent(span("finding"));
        assertThat(TELEMETRY.getSpans())
                .extracting(SpanData::getTraceId)
                .containsOnly(span("finding").getTraceId());
    }

    @Test
    void execute_refusedStep_failsItsSpanWithTheCodeAndWithoutTheMessage() {
        board.switches.put("a", "on");
        board.beforeChange = id -> {
            throw new Switchboard.Refused("the secret is 42");
        };

        containment()
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .plan()
                .execute();

        SpanData step = span("board.off");
        assertThat(step)
                .hasAttribute(stringKey("firebreak.status"), "failed")
                .hasAttribute(stringKey("error.type"), "Refused");
        assertThat(step.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(TELEMETRY.getSpans().toString()).doesNotContain("secret");
        assertThat(steps()).containsExactly(entry("failed", 1L));
    }

    @Test
    void execute_batch_isCurrentAndItsStepsLinkToIt() {
        board.switches.putAll(Map.of("a", "on", "b", "on"));
        Action<Switch> bankOff = (target, context) -> List.of(Step.builder("bank.off", context.resolve(target))
                .phase(Phase.CUT_OFF)
                .summary("Turn " + target.id() + " off")
                .build());

        containment()
                .incident("IR-1")
                .contain(new Switch("a"), bankOff)
                .contain(new Switch("b"), bankOff)
                .plan()
                .execute();

        SpanData batch = span("change bank.off");
        assertThat(span("change both")).hasParent(batch);
        assertThat(TELEMETRY.getSpans())
                .filteredOn(span -> span.getName().equals("bank.off"))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.getLinks())
                        .extracting(link -> link.getSpanContext().getSpanId())
                        .contains(batch.getSpanId()));
    }

    @Test
    void execute_changedBack_endsAgainAsUndone() {
        board.switches.put("a", "on");
        Containment attacked = Containment.builder()
                .provider(board)
                .journal(InMemoryJournal.create())
                .sleeper(pause -> {})
                .onStep(result -> board.switches.put("a", "on"))
                .observer(OpenTelemetryObserver.of(TELEMETRY.getOpenTelemetry()))
                .build();

        attacked.incident("IR-1").contain(new Switch("a"), turnOff()).plan().execute();

        assertThat(span("check board.off")).hasParent(span("firebreak.run"));
        assertThat(steps()).containsOnly(entry("verified", 1L), entry("undone", 1L));
    }

    @Test
    void release_steps_areBelowItsSpan() {
        board.switches.put("a", "on");
        Containment containment = containment();
        containment.incident("IR-1").contain(new Switch("a"), turnOff()).plan().execute();
        TELEMETRY.clearSpans();
        board.beforeChange = id -> call("revert " + id);

        containment.release("IR-1");

        assertThat(span("board.off"))
                .hasParent(span("firebreak.release"))
                .hasAttribute(stringKey("firebreak.status"), "reverted");
        assertThat(span("revert a")).hasParent(span("board.off"));
    }

    @Test
    void execute_severalTargets_measuresEachOnce() {
        board.switches.putAll(Map.of("a", "on", "b", "on", "c", "off"));
        Containment.Draft draft = containment().incident("IR-1");
        for (String id : List.of("a", "b", "c")) {
            draft = draft.contain(new Switch(id), turnOff());
        }

        draft.plan().execute();

        assertThat(steps()).containsOnly(entry("verified", 2L), entry("unchanged", 1L));
        assertThat(count("firebreak.step.duration")).isEqualTo(3);
        assertThat(count("firebreak.cut_off.duration")).isEqualTo(2);
    }

    @Test
    void pace_usage_isMeasuredByProvider() {
        board.usage = new Usage(7, Duration.ofMillis(1500));
        containment();

        assertThat(metric("firebreak.throttled").getLongSumData().getPoints())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.getValue()).isEqualTo(7);
                    assertThat(point.getAttributes().get(stringKey("firebreak.provider")))
                            .isEqualTo("board");
                });
        assertThat(metric("firebreak.quota.wait").getDoubleSumData().getPoints())
                .singleElement()
                .satisfies(point -> assertThat(point.getValue()).isEqualTo(1.5));
    }

    /** Turns many switches off at once. */
    private final class BankOff implements BatchHandler<Position> {
        @Override
        public String kind() {
            return "bank.off";
        }

        @Override
        public Class<Position> stateType() {
            return Position.class;
        }

        @Override
        public int batchSize() {
            return 10;
        }

        @Override
        public Position observe(StepContext context) {
            return new Position(board.switches.get(context.step().resource().id()));
        }

        @Override
        public Map<String, Position> observeAll(List<StepContext> contexts) {
            var seen = new HashMap<String, Position>();
            contexts.forEach(context -> seen.put(context.step().id(), observe(context)));
            return seen;
        }

        @Override
        public Map<String, RuntimeException> applyAll(Map<StepContext, Position> before) {
            call("change both");
            before.keySet().forEach(context -> apply(context, new Position("on")));
            return Map.of();
        }

        @Override
        public void apply(StepContext context, Position before) {
            board.switches.put(context.step().resource().id(), "off");
        }

        @Override
        public boolean verify(StepContext context, Position now) {
            return now.value().equals("off");
        }

        @Override
        public void revert(StepContext context, Position before, Position now) {
            board.switches.put(context.step().resource().id(), before.value());
        }
    }
}
