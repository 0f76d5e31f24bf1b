package dev.firebreak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.internal.report.ReportText;
import dev.firebreak.spi.CanonicalJson;
import java.util.List;

/** What became of each change when an incident was released. Immutable. */
public final class ReleaseReport {
    private final String incident;
    private final List<StepResult> results;

    ReleaseReport(String incident, List<StepResult> results) {
        this.incident = incident;
        this.results = results;
    }

    /** How the release of each change ended. */
    public List<StepResult> results() {
        return results;
    }

    /** Whether every change that can be taken back was, or is still needed by others. */
    public boolean isRestored() {
        return results.stream().allMatch(result -> switch (result.status()) {
            case REVERTED, IRREVERSIBLE, KEPT -> true;
            default -> false;
        });
    }

    /**
     * This report, if all is restored.
     *
     * @throws DriftException when somebody changed a resource since it was contained
     * @throws OutcomeUnknownException when it is not known whether a change was taken back
     * @throws StepFailedException when a change could not be taken back
     */
    public ReleaseReport orThrow() {
        for (StepResult result : results) {
            switch (result.status()) {
                case REVERTED, IRREVERSIBLE, KEPT -> {}
                case DRIFTED -> throw new DriftException(result);
                case UNKNOWN, UNVERIFIED -> throw new OutcomeUnknownException(result);
                default -> throw new StepFailedException(result);
            }
        }
        return this;
    }

    /** The report in words. */
    public String describe() {
        String outcome = isRestored() ? "released" : "NOT fully released";
        return ReportText.of(incident + ": " + outcome, results, List.of(), List.of());
    }

    /** The report as a JSON tree. */
    public JsonNode toJsonTree() {
        return CanonicalJson.object()
                .put("incident", incident)
                .put("restored", isRestored())
                .setAll(ReportText.json(results, List.of()));
    }
}
