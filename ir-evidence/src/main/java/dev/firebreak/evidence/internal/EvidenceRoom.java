package dev.firebreak.evidence.internal;

import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.TargetRef;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.Signer;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.spi.Responder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What collecting and sealing share. */
public final class EvidenceRoom {
    private final Responder responder;
    private final EvidenceStore store;
    private final Custody custody;
    private final Settings settings;

    public EvidenceRoom(Responder responder, EvidenceStore store, Custody custody, Settings settings) {
        this.responder = responder;
        this.store = store;
        this.custody = custody;
        this.settings = settings;
    }

    /**
     * What a room was set up with.
     *
     * @param kinds the kinds of step that make items
     * @param bags the directory of sealed bags
     */
    public record Settings(Set<String> kinds, Path bags) {}

    /**
     * What a run collected.
     *
     * @param results how each step ended
     * @param items the items in the store
     */
    public record Collected(List<StepResult> results, List<EvidenceItem> items) {}

    /** Plans and runs steps. */
    public Responder responder() {
        return responder;
    }

    /** Runs the plan, and completes the custody records of what was collected. */
    public Collected execute(Plan plan, String approvedDigest) {
        List<StepResult> results = responder.execute(plan, approvedDigest).results();
        List<EvidenceItem> items = results.stream()
                .filter(result -> result.status().succeeded()
                        && settings.kinds().contains(result.step().kind()))
                .map(result -> find(plan, result.step()))
                .flatMap(Optional::stream)
                .toList();
        try (IncidentLog log = responder.journal().open(plan.incident().id())) {
            var trail = new CustodyTrail(log, custody, store);
            items.forEach(item -> trail.complete(item, actor(plan.steps())));
        }
        return new Collected(results, items);
    }

    private Optional<EvidenceItem> find(Plan plan, Step step) {
        return store.find(plan.incident().id(), step.id());
    }

    private String actor(List<Step> steps) {
        Set<TargetRef> resources = steps.stream().map(Step::resource).collect(Collectors.toSet());
        return custody.actor(resources);
    }

    /** Packs and signs all evidence of the incident. */
    public SealedBag seal(String incident, Signer signer) {
        String actor = actor(responder.lastPlan(incident).steps());
        try (IncidentLog log = responder.journal().open(incident)) {
            return new Sealing(incident, log, new CustodyTrail(log, custody, store))
                    .seal(settings.bags(), signer, actor);
        }
    }
}
