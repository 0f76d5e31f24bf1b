package dev.firebreak.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Incident;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.StepContext;
import dev.firebreak.telemetry.Activity;
import dev.firebreak.telemetry.Activity.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What all steps of one run, or of one release, share: the log, the results so far, and the states left behind. */
final class Run {
    private final Settings settings;
    private final Activity activity;
    private final IncidentLog log;
    private final Ledger earlier;
    private final RunControl control;
    private final ConcurrentMap<String, StepResult> results = new ConcurrentHashMap<>();

    /** As text, since few are ever asked for, and a mass run has tens of thousands. */
    private final ConcurrentMap<String, String> states = new ConcurrentHashMap<>();

    Run(Settings settings, RunControl control, IncidentLog log, Ledger earlier, Activity activity) {
        this.settings = settings;
        this.control = control;
        this.log = log;
        this.earlier = earlier;
        this.activity = activity;
    }

    Settings settings() {
        return settings;
    }

    /** Works on these steps, all of one kind; on none where it reads for all. */
    void around(Stage stage, List<Step> steps, Runnable work) {
        settings.observers().around(new Activity.Part(activity, stage, steps), work);
    }

    Map<String, StepResult> results() {
        return results;
    }

    /** The state that a step left behind, for the steps that require it. */
    void leave(String step, JsonNode state) {
        states.put(step, CanonicalJson.text(state));
    }

    /** Whether a step ended well, in this run or, when it runs alone, in an earlier one. */
    boolean hasSucceeded(String id) {
        StepResult result = results.get(id);
        return result == null ? earlier.hasSucceeded(id) : result.status().succeeded();
    }

    void record(Step step, String type, ObjectNode data) {
        log.append(type, step.id(), data);
    }

    /** Records the same of several steps at once. */
    <S> void record(String type, List<StepRun<S>> steps, Function<StepRun<S>, ObjectNode> data) {
        if (!steps.isEmpty()) {
            log.appendAll(steps.stream()
                    .map(one -> new IncidentLog.Entry(type, one.step().id(), data.apply(one)))
                    .toList());
        }
    }

    /**
     * How a step ends.
     *
     * @param type the type of the record that says so
     * @param data what the record says
     * @param message why, in words; empty where the status says all
     */
    record Ending(Step step, StepStatus status, String type, ObjectNode data, String message) {
        Ending {
            if (!message.isEmpty()) {
                data.put("message", message);
            }
        }

        private IncidentLog.Entry entry() {
            return new IncidentLog.Entry(type, step.id(), data);
        }

        /** What it leaves behind for the steps that require it. */
        private Optional<JsonNode> left() {
            return status.succeeded()
                    ? Optional.ofNullable(data.get(status == StepStatus.VERIFIED ? "after" : "state"))
                    : Optional.empty();
        }
    }

    /** Records how steps ended, then notes it and tells the listeners. */
    void end(List<Ending> endings) {
        if (endings.isEmpty()) {
            return;
        }
        log.appendAll(endings.stream().map(Ending::entry).toList());
        for (Ending ending : endings) {
            ending.left().ifPresent(state -> leave(ending.step().id(), state));
            var result = new StepResult(
                    ending.step(), ending.status(), ending.data().path("code").asText(), ending.message(), now());
            results.put(ending.step().id(), result);
            settings.observers().ended(activity, result);
        }
    }

    Failure classify(Step step, RuntimeException exception) {
        return settings.classify(step, exception);
    }

    Instant now() {
        return settings.clock().instant();
    }

    Waiting waiting() {
        return new Waiting(settings.sleeper(), settings.verifyTimeout());
    }

    /** Waits for these steps, and not beyond the deadline of the first of them. */
    <S> Waiting waiting(List<StepRun<S>> steps) {
        Duration left = steps.stream().map(this::left).min(Duration::compareTo).orElse(settings.verifyTimeout());
        return new Waiting(settings.sleeper(), left);
    }

    private <S> Duration left(StepRun<S> step) {
        Instant now = now();
        return Stream.of(
                        settings.stepDeadline().map(step.begin(now)::plus).map(end -> Duration.between(now, end)),
                        Optional.of(settings.verifyTimeout()))
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Why a step must not begin its change; empty when it may. */
    <S> Optional<String> stop(StepRun<S> step) {
        Optional<String> reason = control.stop(now());
        boolean late = settings.stepDeadline()
                .filter(longest -> now().isAfter(step.begin(now()).plus(longest)))
                .isPresent();
        return reason.isEmpty() && late
                ? Optional.of(
                        "its deadline of " + settings.stepDeadline().orElseThrow() + " had passed before it was begun")
                : reason;
    }

    /** Waits for what the journal told of some time ago, so that there is less left to wait; never longer, whatever clocks say. */
    Waiting waitingSince(Instant told) {
        Duration passed = Duration.between(told, settings.clock().instant());
        Duration left = settings.verifyTimeout().minus(passed.isNegative() ? Duration.ZERO : passed);
        return new Waiting(settings.sleeper(), left.isNegative() ? Duration.ZERO : left);
    }

    StepContext context(Step step) {
        return new Context(step);
    }

    private final class Context implements StepContext {
        private final Step step;

        Context(Step step) {
            this.step = step;
        }

        @Override
        public Incident incident() {
            return activity.incident();
        }

        @Override
        public Step step() {
            return step;
        }

        @Override
        public Clock clock() {
            return settings.clock();
        }

        @Override
        public String clientToken() {
            String name = incident().id() + "\n" + step.id();
            return CanonicalJson.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
        }

        @Override
        public <S> S required(String kind, Class<S> stateType) {
            List<String> left = step.requires().stream()
                    .map(earlier.steps()::get)
                    .filter(required -> required != null && required.kind().equals(kind))
                    .map(required -> states.get(required.id()))
                    .filter(Objects::nonNull)
                    .toList();
            if (left.size() != 1) {
                throw new IllegalStateException("Cannot run " + step.id() + ": " + (left.isEmpty() ? "no" : left.size())
                        + " steps '" + kind + "' that it requires have ended well (must be one)");
            }
            return CanonicalJson.value(CanonicalJson.parse(left.get(0)), stateType);
        }

        @Override
        public <T> List<CompletableFuture<T>> sideBySide(List<Supplier<T>> calls) {
            return SideBySide.call(settings.observers().carrier(), calls);
        }

        @Override
        public boolean await(BooleanSupplier look) {
            return waiting().until(look);
        }

        @Override
        public void record(String type, JsonNode data) {
            if (Records.isReserved(type)) {
                throw new IllegalArgumentException("Cannot record '" + type + "' of " + step.id()
                        + ": the engine writes records of this name (use another one, such as '" + step.kind() + "')");
            }
            log.append(type, step.id(), data);
        }
    }
}
