package dev.firebreak.evidence;

import dev.firebreak.Plan;
import dev.firebreak.evidence.internal.EvidenceRoom;

/** A plan to read, approve and execute. Immutable. */
public final class EvidencePlan {
    private final EvidenceRoom room;
    private final Plan plan;

    EvidencePlan(EvidenceRoom room, Plan plan) {
        this.room = room;
        this.plan = plan;
    }

    /** The plan as data. */
    public Plan plan() {
        return plan;
    }

    /** What is collected, from what, and what it costs, in words. */
    public String describe() {
        return plan.describe();
    }

    /** The plan as JSON, for {@link EvidenceCollector#load}. */
    public String toJson() {
        return plan.toJson();
    }

    /** The digest to be approved. */
    public String digest() {
        return plan.digest();
    }

    /**
     * Executes this very plan. Run again, it collects what is missing; nothing is collected twice.
     *
     * @throws dev.firebreak.JournalException when the journal fails; the run has stopped before the next item
     * @throws dev.firebreak.EvidenceIntegrityException when the store holds other evidence than the journal says
     */
    public EvidenceReport execute() {
        return execute(digest());
    }

    /**
     * Executes this plan if it is the one that was approved.
     *
     * @param approvedDigest the digest that was approved
     * @throws dev.firebreak.PlanRejectedException when this plan has another digest
     */
    public EvidenceReport execute(String approvedDigest) {
        return new EvidenceReport(room, plan, room.execute(plan, approvedDigest));
    }
}
