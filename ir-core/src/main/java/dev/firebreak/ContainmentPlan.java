package dev.firebreak;

import dev.firebreak.spi.Responder;

/** A plan to read, approve and execute. Immutable. */
public final class ContainmentPlan {
    private final Responder responder;
    private final Plan plan;

    ContainmentPlan(Responder responder, Plan plan) {
        this.responder = responder;
        this.plan = plan;
    }

    /** The plan as data. */
    public Plan plan() {
        return plan;
    }

    /** What changes, from what to what, what can be taken back, and what it costs, in words. */
    public String describe() {
        return plan.describe();
    }

    /** The plan as JSON, for {@link Containment#load}. */
    public String toJson() {
        return plan.toJson();
    }

    /** The digest to be approved. */
    public String digest() {
        return plan.digest();
    }

    /**
     * Executes this very plan. Run again after a crash, it goes on; nothing is done twice.
     *
     * @throws PlanRejectedException when this plan is being run, or its incident released
     * @throws JournalException when the journal fails; the run has stopped before the next change
     */
    public ContainmentReport execute() {
        return execute(digest());
    }

    /**
     * Executes this plan if it is the one that was approved.
     *
     * @param approvedDigest the digest that was approved
     * @throws PlanRejectedException when this plan has another digest, is being run, or its incident is being released
     * @throws JournalException as of {@link #execute()}
     */
    public ContainmentReport execute(String approvedDigest) {
        return new ContainmentReport(responder, plan, responder.execute(plan, approvedDigest));
    }

    /**
     * Executes one step of this plan, if it is the one that was approved; for engines that keep the order of steps themselves. Run again
     * after a crash, it goes on.
     *
     * @param approvedDigest the digest that was approved
     * @param step the step's id; the steps that it requires must have succeeded before, else it is skipped
     * @throws PlanRejectedException when this plan has another digest or no such step, is being run as a whole, or its incident is being
     *     released
     * @throws JournalException when the journal fails, or another process has the incident open
     */
    public StepResult executeStep(String approvedDigest, String step) {
        return responder.execute(plan, approvedDigest, step);
    }
}
