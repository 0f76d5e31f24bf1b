package dev.firebreak.evidence.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.evidence.CustodyEvent;
import dev.firebreak.evidence.CustodyRecord;
import dev.firebreak.evidence.CustodyRecord.Digest;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.spi.Provider;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Writes custody records: knows who acts, and what time it is. */
public final class Custody {
    private final List<Provider> providers;
    private final Clock clock;

    public Custody(List<Provider> providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    /** The identities that this process acts with on these resources; asks once per account and Region. */
    String actor(Collection<TargetRef> resources) {
        var places = new LinkedHashMap<List<String>, TargetRef>();
        resources.forEach(resource ->
                places.putIfAbsent(List.of(resource.provider(), resource.account(), resource.region()), resource));
        String callers = places.values().stream()
                .flatMap(resource -> providers.stream()
                        .filter(provider -> provider.name().equals(resource.provider()))
                        .flatMap(provider -> provider.callers(resource).stream()))
                .map(TargetRef::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return callers.isEmpty() ? "unknown" : callers;
    }

    /** A record of what happens now. */
    CustodyRecord.Builder event(String evidenceId, CustodyEvent event, String actor) {
        return CustodyRecord.builder()
                .evidenceId(evidenceId)
                .event(event)
                .actor(actor)
                .occurredAt(clock.instant());
    }

    /** A record of what happens now to an item. */
    CustodyRecord.Builder event(EvidenceItem item, CustodyEvent event, String actor) {
        return event(item.id(), event, actor)
                .name(item.name())
                .location(item.location())
                .source(item.source())
                .method(item.description().method())
                .requestIds(item.description().requestIds())
                .size(item.size())
                .addDigests(Digest.ofStored(item.sha256()));
    }
}
