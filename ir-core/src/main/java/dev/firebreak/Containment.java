package dev.firebreak;

import dev.firebreak.spi.Intention;
import dev.firebreak.spi.Responder;
import dev.firebreak.spi.ResponderBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Contains compromised resources: plans what to change, changes it with a journal, and changes it back.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Containment {
    private final Responder responder;

    private Containment(Responder responder) {
        this.responder = responder;
    }

    /** A builder; a journal must be set, and a provider for the targets to be contained. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins a plan for the incident with this id. */
    public Draft incident(String id) {
        return incident(Incident.of(id));
    }

    /** Begins a plan for the incident. */
    public Draft incident(Incident incident) {
        return new Draft(responder, incident, Intention.Sequence.empty());
    }

    /**
     * A plan that was made before, perhaps elsewhere.
     *
     * @param json the text of {@link Plan#toJson()}
     * @throws PlanRejectedException when the text is not a plan, or was altered
     */
    public ContainmentPlan load(String json) {
        return new ContainmentPlan(responder, Plan.fromJson(json));
    }

    /**
     * Goes on with the incident's last plan where a crash cut it off; does nothing twice.
     *
     * @throws PlanRejectedException when the journal holds no plan for the incident, or it is being run or released
     * @throws JournalException when the journal fails; the run has stopped before the next change
     */
    public ContainmentReport resume(String incident) {
        return lastPlan(incident).execute();
    }

    /**
     * The incident's last plan, from the journal.
     *
     * @throws PlanRejectedException when the journal holds no plan for the incident
     */
    public ContainmentPlan lastPlan(String incident) {
        return new ContainmentPlan(responder, responder.lastPlan(incident));
    }

    /**
     * Stops the incident's runs that are under way in this process before their next change: what is under way is finished, and what is
     * not begun is skipped. {@link #resume} goes on where they stopped.
     *
     * @param reason goes into the report and the journal
     * @return whether there was a run to stop
     */
    public boolean cancel(String incident, String reason) {
        return responder.cancel(incident, reason);
    }

    /** Holds the incident's runs that are under way in this process before their next change; whether there was one. */
    public boolean pause(String incident) {
        return responder.pause(incident);
    }

    /** Lets runs go on that were paused; whether there was one. */
    public boolean proceed(String incident) {
        return responder.proceed(incident);
    }

    /**
     * How long the providers' quotas take at least until they have allowed all of these steps, from now on: those of a plan, or those of
     * them that have not ended yet. No time as far as no quota is known.
     */
    public Duration timeByQuota(Collection<Step> steps) {
        return responder.timeByQuota(steps);
    }

    /**
     * Takes back every change made for the incident, whichever process made it: the last first, and none that somebody changed since.
     *
     * @throws PlanRejectedException when the journal holds no plan for the incident, or a run or release of it is under way: cancel it, or
     *     wait until it has ended
     * @throws JournalException when the journal fails; the release has stopped before the next change
     */
    public ReleaseReport release(String incident) {
        return new ReleaseReport(incident, responder.release(incident));
    }

    /** What is to be contained, so far. Immutable. */
    public static final class Draft {
        private final Responder responder;
        private final Incident incident;
        private final Intention.Sequence intentions;

        private Draft(Responder responder, Incident incident, Intention.Sequence intentions) {
            this.responder = responder;
            this.incident = incident;
            this.intentions = intentions;
        }

        /** This, and further actions on a target. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final <T extends Target> Draft contain(T target, Action<? super T>... actions) {
            return and(Intention.of(target, List.of(actions)));
        }

        /** This, and further actions on all targets that the query finds when the plan is made. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final <T extends Target> Draft containAll(TargetQuery<T> query, Action<? super T>... actions) {
            return and(new Intention<>(query, List.of(actions)));
        }

        private Draft and(Intention<?> intention) {
            return new Draft(responder, incident, intentions.and(intention));
        }

        /**
         * Makes the plan; reads only.
         *
         * @throws PlanRejectedException when an action cannot be carried out on its target
         */
        public ContainmentPlan plan() {
            return new ContainmentPlan(responder, responder.plan(incident, intentions.toList()));
        }
    }

    /** Builds a {@link Containment}. */
    public static final class Builder extends ResponderBuilder<Builder> {
        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * The containment with these settings.
         *
         * @throws IllegalStateException when no journal is set, two providers have one name, or two handlers one kind
         */
        public Containment build() {
            return new Containment(responder());
        }
    }
}
