package dev.firebreak.evidence;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.Plan;
import dev.firebreak.StepResult;
import dev.firebreak.evidence.internal.EvidenceRoom;
import java.util.List;
import java.util.stream.Collectors;

/** What became of each step of a plan, and the evidence that is in the store. Immutable. */
public final class EvidenceReport {
    private final EvidenceRoom room;
    private final Plan plan;
    private final EvidenceRoom.Collected collected;

    EvidenceReport(EvidenceRoom room, Plan plan, EvidenceRoom.Collected collected) {
        this.room = room;
        this.plan = plan;
        this.collected = collected;
    }

    /** The plan that was executed. */
    public Plan plan() {
        return plan;
    }

    /** How each step ended, in the plan's order. */
    public List<StepResult> results() {
        return collected.results();
    }

    /** The items that this plan collected, in the plan's order. */
    public List<EvidenceItem> items() {
        return collected.items();
    }

    /** Whether the plan had steps, nothing was refused, and all was collected and read back. */
    public boolean isComplete() {
        return !results().isEmpty() && plan.refusals().isEmpty() && missing().isEmpty();
    }

    /**
     * This report, if all was collected.
     *
     * @throws EvidenceIntegrityException when it was not; the message names every step that did not succeed
     */
    public EvidenceReport orThrow() {
        if (!isComplete()) {
            throw new EvidenceIntegrityException(
                    "Cannot call the evidence of " + plan.incident().id() + " complete: " + reasons());
        }
        return this;
    }

    private String reasons() {
        if (results().isEmpty()) {
            return "the plan has no steps";
        }
        return missing().stream().map(EvidenceReport::line).collect(Collectors.joining("; "))
                + plan.refusals().stream()
                        .map(refusal ->
                                "; " + refusal.step() + " was refused by " + refusal.guard() + ": " + refusal.reason())
                        .collect(Collectors.joining());
    }

    private List<StepResult> missing() {
        return results().stream().filter(result -> !result.status().succeeded()).toList();
    }

    /** The report in words. */
    public String describe() {
        String head = plan.incident().id() + ": " + (isComplete() ? "collected" : "NOT fully collected");
        String steps = results().stream().map(result -> "\n  " + line(result)).collect(Collectors.joining());
        String items = items().stream()
                .map(item -> "\n  " + item.id() + ": " + item.size() + " bytes, SHA-256 " + item.sha256() + ", at "
                        + item.location().uri())
                .collect(Collectors.joining());
        return head + steps + (items.isEmpty() ? "" : "\nitems:" + items) + "\n";
    }

    private static String line(StepResult result) {
        return result.step().id() + " on " + result.step().resource() + ": " + result.status()
                + (result.message().isEmpty() ? "" : ", " + result.message());
    }

    /**
     * Packs all evidence of the incident, and the journal as its chain of custody, into a new bag and signs it. Sealing again makes a
     * further bag.
     *
     * @throws EvidenceIntegrityException when the evidence is not what the journal says, or the bag cannot be written
     */
    public EvidenceBag seal(Signer signer) {
        return new EvidenceBag(room.seal(plan.incident().id(), signer));
    }
}
