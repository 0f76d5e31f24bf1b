package dev.firebreak.evidence;

import dev.firebreak.Action;
import dev.firebreak.Incident;
import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetQuery;
import dev.firebreak.evidence.internal.Custody;
import dev.firebreak.evidence.internal.EvidenceRoom;
import dev.firebreak.evidence.internal.SourceHandler;
import dev.firebreak.evidence.spi.EvidenceProvider;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.spi.Intention;
import dev.firebreak.spi.ResponderBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects evidence: plans what to read, reads it into a store with a chain of custody, and seals it.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class EvidenceCollector {
    private final EvidenceRoom room;

    private EvidenceCollector(EvidenceRoom room) {
        this.room = room;
    }

    /** A builder; a store and a journal must be set, and a provider for the targets to collect from. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins a plan for the incident with this id. */
    public Draft incident(String id) {
        return incident(Incident.of(id));
    }

    /** Begins a plan for the incident. */
    public Draft incident(Incident incident) {
        return new Draft(room, incident, Intention.Sequence.empty());
    }

    /**
     * A plan that was made before, perhaps elsewhere.
     *
     * @param json the text of {@link EvidencePlan#toJson()}
     * @throws dev.firebreak.PlanRejectedException when the text is not a plan, or was altered
     */
    public EvidencePlan load(String json) {
        return new EvidencePlan(room, Plan.fromJson(json));
    }

    /**
     * Seals all evidence of an incident that is in the store, whichever process collected it. See {@link EvidenceReport#seal}.
     *
     * @throws dev.firebreak.EvidenceIntegrityException when the evidence is not what the journal says
     */
    public EvidenceBag seal(String incident, Signer signer) {
        return new EvidenceBag(room.seal(incident, signer));
    }

    /** As {@link dev.firebreak.Containment#timeByQuota}. */
    public Duration timeByQuota(Collection<Step> steps) {
        return room.responder().timeByQuota(steps);
    }

    /** What is to be collected, so far. Immutable. */
    public static final class Draft {
        private final EvidenceRoom room;
        private final Incident incident;
        private final Intention.Sequence intentions;

        private Draft(EvidenceRoom room, Incident incident, Intention.Sequence intentions) {
            this.room = room;
            this.incident = incident;
            this.intentions = intentions;
        }

        /** This, and further evidence from a target. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final <T extends Target> Draft collect(T target, EvidenceRequest<? super T>... requests) {
            return and(Intention.of(target, Draft.<T>actions(List.of(requests))));
        }

        /** This, and further evidence from all targets that the query finds when the plan is made. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final <T extends Target> Draft collectAll(TargetQuery<T> query, EvidenceRequest<? super T>... requests) {
            return and(new Intention<>(query, Draft.<T>actions(List.of(requests))));
        }

        private Draft and(Intention<?> intention) {
            return new Draft(room, incident, intentions.and(intention));
        }

        private static <T extends Target> List<Action<T>> actions(List<EvidenceRequest<? super T>> requests) {
            return requests.stream().map(Draft::<T>action).toList();
        }

        private static <T extends Target> Action<T> action(EvidenceRequest<? super T> request) {
            return request::plan;
        }

        /**
         * Makes the plan; reads only.
         *
         * @throws dev.firebreak.PlanRejectedException when a request cannot be carried out on its target
         */
        public EvidencePlan plan() {
            return new EvidencePlan(room, room.responder().plan(incident, intentions.toList()));
        }
    }

    /** Builds an {@link EvidenceCollector}. */
    public static final class Builder extends ResponderBuilder<Builder> {
        private final List<EvidenceSource> sources = new ArrayList<>();
        private @Nullable EvidenceStore store;
        private Path bags = Path.of("evidence-bags");
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        public Builder clock(Clock source) {
            clock = source;
            return super.clock(source);
        }

        /** Where evidence is kept. Must be set. */
        public Builder store(EvidenceStore target) {
            store = target;
            return this;
        }

        /** Adds an application's own source, beside those of the providers. */
        public Builder source(EvidenceSource source) {
            sources.add(source);
            return this;
        }

        /** The directory that sealed bags are written to. If not set, {@code evidence-bags} in the working directory. */
        public Builder bags(Path directory) {
            bags = directory;
            return this;
        }

        /**
         * The collector with these settings.
         *
         * @throws IllegalStateException when no store or no journal is set, two providers have one name, or two sources one kind
         */
        public EvidenceCollector build() {
            EvidenceStore target = store;
            if (target == null) {
                throw new IllegalStateException(
                        "Cannot build: no store is set (call store(LocalEvidenceStore.in(directory)))");
            }
            var custody = new Custody(providers(), clock);
            List<SourceHandler> handlers = allSources()
                    .map(source -> new SourceHandler(source, target, custody))
                    .toList();
            Set<String> kinds = handlers.stream().map(SourceHandler::kind).collect(Collectors.toSet());
            var settings = new EvidenceRoom.Settings(kinds, bags);
            return new EvidenceCollector(new EvidenceRoom(responder(handlers), target, custody, settings));
        }

        private Stream<EvidenceSource> allSources() {
            Stream<EvidenceSource> provided = providers().stream()
                    .filter(EvidenceProvider.class::isInstance)
                    .flatMap(provider -> ((EvidenceProvider) provider).sources().stream());
            return Stream.concat(provided, sources.stream());
        }
    }
}
