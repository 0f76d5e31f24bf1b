package dev.firebreak.spi;

import dev.firebreak.Incident;
import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.journal.Journal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What {@link dev.firebreak.Containment} and further faces of the library share: planning and running steps for an incident.
 */
public interface Responder {
    /**
     * Plans steps; reads only.
     *
     * @param intentions each yields targets, and steps for them; they are planned side by side, and their order breaks ties
     * @throws dev.firebreak.PlanRejectedException when an intention cannot be planned
     */
    Plan plan(Incident incident, List<Intention<?>> intentions);

    /**
     * Runs a plan, or goes on with one that was cut off.
     *
     * @throws dev.firebreak.PlanRejectedException when the plan's digest is not the approved one, a step has no handler, or this responder
     *     is running the same plan, or a release of its incident
     * @throws dev.firebreak.JournalException when the journal fails; the run has stopped before the next change
     */
    Execution execute(Plan plan, String approvedDigest);

    /**
     * Runs one step of a plan, or goes on with it; what it requires must have ended well before, by the journal. For engines that spread
     * the steps of a plan over processes, and keep their order themselves.
     *
     * @param step the step's id
     * @throws dev.firebreak.PlanRejectedException when the plan's digest is not the approved one, it has no such step, the step has no
     *     handler, or this responder is running the same plan as a whole, or a release of its incident
     * @throws dev.firebreak.JournalException when the journal fails
     */
    StepResult execute(Plan plan, String approvedDigest, String step);

    /**
     * Stops the runs of an incident that are under way in this responder before their next change. A step under way is finished; those
     * not begun are skipped.
     *
     * @param reason goes into the report and the journal
     * @return whether there was a run to stop
     */
    boolean cancel(String incident, String reason);

    /** Holds the runs of an incident that are under way in this responder before their next change; whether there was one. */
    boolean pause(String incident);

    /** Lets the runs of an incident go on that were paused; whether there was one. */
    boolean proceed(String incident);

    /**
     * Takes back every change made for the incident that can be taken back, the last first.
     *
     * @throws dev.firebreak.PlanRejectedException when the journal holds no plan for the incident, a change has no handler, or this
     *     responder is running a plan, a step or a release of the incident
     * @throws dev.firebreak.JournalException when the journal fails; the release has stopped before the next change
     */
    List<StepResult> release(String incident);

    /**
     * The incident's last plan, from the journal.
     *
     * @throws dev.firebreak.PlanRejectedException when the journal holds no plan for the incident
     */
    Plan lastPlan(String incident);

    /**
     * How long the providers' quotas take at least until they have allowed all of these steps, from now; no time as far as none is known.
     */
    Duration timeByQuota(Collection<Step> steps);

    /** The journal that all of this is recorded in. */
    Journal journal();
}
