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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What all steps of one run, or of one release, share: the log, the results so far, and the states left behind. */
final class Run {
    private final Settings settings;
    private final Incident incident;
    private final IncidentLog log;
    private final Map<String, Step> steps;
    private final ConcurrentMap<String, StepResult> results = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, JsonNode> states = new ConcurrentHashMap<>();

    Run(Settings settings, Incident incident, IncidentLog log, Map<String, Step> steps) {
        this.settings = settings;
        this.incident = incident;
        this.log = log;
        this.steps = steps;
    }

    Settings settings() {
        return settings;
    }

    Map<String, StepResult> results() {
        return results;
    }

    /** The state that a step left behind, for the steps that require it. */
    void leave(String step, JsonNode state) {
        states.put(step, state);
    }

    void record(Step step, String type, ObjectNode data) {
        log.append(type, step.id(), data);
    }

    /** Notes how a step ended, and tells the listeners. */
    void end(Step step, StepStatus status, String message) {
        end(step, status, "", message);
    }

    private void end(Step step, StepStatus status, String code, String message) {
        var result =
                new StepResult(step, status, code, message, settings.clock().instant());
        results.put(step.id(), result);
        settings.listeners().forEach(listener -> listener.accept(result));
    }

    /** Records how a step ended, then notes it. */
    void end(Step step, StepStatus status, String type, ObjectNode data, String message) {
        if (!message.isEmpty()) {
            data.put("message", message);
        }
        record(step, type, data);
        end(step, status, data.path("code").asText(), message);
    }

    Failure classify(Step step, RuntimeException exception) {
        return settings.classify(step, exception);
    }

    Waiting waiting() {
        return new Waiting(settings.sleeper(), settings.verifyTimeout());
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
            return incident;
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
            String name = incident.id() + "\n" + step.id();
            return CanonicalJson.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
        }

        @Override
        public <S> S required(String kind, Class<S> stateType) {
            return step.requires().stream()
                    .map(steps::get)
                    .filter(required -> required != null && required.kind().equals(kind))
                    .map(required -> states.get(required.id()))
                    .filter(java.util.Objects::nonNull)
                    .map(state -> CanonicalJson.value(state, stateType))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "Cannot run " + step.id() + ": no step '" + kind + "' that it requires has ended well"));
        }

        @Override
        public void record(String type, JsonNode data) {
            log.append(type, step.id(), data);
        }
    }
}
