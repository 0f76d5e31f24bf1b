package dev.firebreak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.internal.PlanJson;
import dev.firebreak.internal.report.CutOff;
import dev.firebreak.internal.report.ReportText;
import dev.firebreak.spi.CanonicalJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** The steps to be taken for an incident, in an order in which they may run. Pure data, with one JSON text and one digest. */
@Value.Immutable
@ValueStyle
public interface Plan {
    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a plan from its JSON.
     *
     * @throws PlanRejectedException when the text is not a plan, or its digest does not fit its content
     */
    static Plan fromJson(String json) {
        return PlanJson.read(json);
    }

    /** The incident that the plan is for. */
    Incident incident();

    /** When the plan was made. */
    Instant createdAt();

    /** The steps; each stands behind those that it requires or follows. */
    List<Step> steps();

    /** What guards kept out of the plan. */
    List<Refusal> refusals();

    /** What the reader must know before approving the plan. */
    List<String> warnings();

    /** Refuses a plan in which a step comes before one that it waits for. */
    @Value.Check
    default void check() {
        var earlier = new HashSet<String>();
        for (Step step : steps()) {
            if (!earlier.containsAll(step.requires())
                    || !earlier.containsAll(step.after())
                    || !earlier.add(step.id())) {
                throw new PlanRejectedException("Invalid plan: " + step.id()
                        + " stands twice, or before a step that it waits for (must be in order)");
            }
        }
    }

    /** The SHA-256 of the canonical JSON of all of the above, in lower-case hexadecimal. */
    @Value.Lazy
    default String digest() {
        return CanonicalJson.sha256(CanonicalJson.bytes(PlanJson.content(this)));
    }

    /** The plan and its digest as a JSON tree. */
    default JsonNode toJsonTree() {
        return PlanJson.content(this).put("digest", digest());
    }

    /** The plan and its digest as indented JSON. */
    default String toJson() {
        return CanonicalJson.pretty(toJsonTree());
    }

    /** What changes, from what to what, what can be taken back, and what it costs, in words. */
    default String describe() {
        return ReportText.of(this);
    }

    /**
     * The steps that cut each target off: those of phase {@link Phase#CUT_OFF}, and the checks that require one of them. Of a target
     * that has none of these, an access key for instance, its changes of phase {@link Phase#CREDENTIALS}. Targets that nothing cuts
     * off are not in the map.
     */
    default Map<TargetRef, List<Step>> cutOffSteps() {
        return CutOff.steps(steps());
    }

    /** The step with this id. */
    default Optional<Step> step(String id) {
        return steps().stream().filter(step -> step.id().equals(id)).findFirst();
    }

    /** Builds a {@link Plan}. */
    final class Builder extends ImmutablePlan.Builder {
        Builder() {}
    }
}
