package dev.firebreak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.internal.ReportText;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Execution;
import dev.firebreak.spi.Responder;
import java.time.Instant;
import java.util.List;

/** What became of each step of a plan. Immutable. */
public final class ContainmentReport {
    private final Responder responder;
    private final Plan plan;
    private final Instant startedAt;
    private final List<StepResult> results;

    ContainmentReport(Responder responder, Plan plan, Execution execution) {
        this.responder = responder;
        this.plan = plan;
        this.startedAt = execution.startedAt();
        this.results = execution.results();
    }

    /** The plan that was executed. */
    public Plan plan() {
        return plan;
    }

    /** When the run began. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How each step ended, in the plan's order. */
    public List<StepResult> results() {
        return results;
    }

    /** Whether the plan had steps, nothing was refused, and every step took effect and was read back. */
    public boolean isContained() {
        return !results.isEmpty()
                && plan.refusals().isEmpty()
                && results.stream().allMatch(result -> result.status().succeeded());
    }

    /**
     * This report, if all is contained.
     *
     * @throws GuardRefusedException when a guard kept a step out
     * @throws OutcomeUnknownException when it is not known whether a step took effect
     * @throws StepFailedException when a step did not succeed
     */
    public ContainmentReport orThrow() {
        plan.refusals().stream().findFirst().ifPresent(refusal -> {
            throw new GuardRefusedException(refusal);
        });
        results.stream()
                .filter(result -> !result.status().succeeded())
                .findFirst()
                .ifPresent(result -> {
                    throw result.status() == StepStatus.UNKNOWN || result.status() == StepStatus.UNVERIFIED
                            ? new OutcomeUnknownException(result)
                            : new StepFailedException(result);
                });
        return this;
    }

    /** The report in words. */
    public String describe() {
        String outcome = isContained() ? "contained" : "NOT fully contained";
        return ReportText.of(plan.incident().id() + ": " + outcome, results, plan.refusals(), plan.warnings());
    }

    /** The report as a JSON tree. */
    public JsonNode toJsonTree() {
        return CanonicalJson.object()
                .put("incident", plan.incident().id())
                .put("digest", plan.digest())
                .put("contained", isContained())
                .setAll(ReportText.json(results, plan.refusals()));
    }

    /** Takes back every change made for this incident. See {@link Containment#release}. */
    public ReleaseReport release() {
        return new ReleaseReport(
                plan.incident().id(), responder.release(plan.incident().id()));
    }
}
