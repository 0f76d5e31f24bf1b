package dev.firebreak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.internal.report.MassReport;
import dev.firebreak.internal.report.ReportHtml;
import dev.firebreak.internal.report.ReportText;
import dev.firebreak.internal.report.Summaries;
import dev.firebreak.internal.report.SummaryJson;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Execution;
import dev.firebreak.spi.Responder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

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

    /** What became of each target, in the plan's order; those that guards kept out altogether stand last. */
    public Map<TargetRef, ContainmentSummary.Outcome> outcomes() {
        return Collections.unmodifiableMap(new Summaries(plan, results).outcomes());
    }

    /** The report in figures, with what did not succeed put together by cause. */
    public ContainmentSummary summary() {
        return new Summaries(plan, results).of(startedAt);
    }

    /** The report in words; of several targets, the figures and causes come first. */
    public String describe() {
        return outcomes().size() > 1
                ? MassReport.of(title(), this)
                : ReportText.of(title(), results, plan.refusals(), plan.warnings());
    }

    private String title() {
        return plan.incident().id() + ": " + (isContained() ? "contained" : "NOT fully contained");
    }

    /** The report as one HTML page, to be read on a screen or on paper: complete in itself, without scripts, and loads nothing. */
    public String toHtml() {
        return ReportHtml.of(title(), this);
    }

    /** The report as a JSON tree. */
    public JsonNode toJsonTree() {
        return CanonicalJson.object()
                .put("incident", plan.incident().id())
                .put("digest", plan.digest())
                .put("contained", isContained())
                .put("startedAt", startedAt.toString())
                .<ObjectNode>setAll(SummaryJson.of(summary()))
                .setAll(ReportText.json(results, plan.refusals()));
    }

    /** Takes back every change made for this incident. See {@link Containment#release}. */
    public ReleaseReport release() {
        return new ReleaseReport(
                plan.incident().id(), responder.release(plan.incident().id()));
    }
}
