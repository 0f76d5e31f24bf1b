package dev.firebreak.internal;

import dev.firebreak.TargetRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/** The targets of one plan, by what one read can serve. */
final class Peers {
    private final Map<List<String>, Set<String>> ids = new ConcurrentHashMap<>();

    void add(TargetRef target) {
        ids.computeIfAbsent(place(target), made -> new ConcurrentSkipListSet<>())
                .add(target.id());
    }

    List<TargetRef> of(TargetRef target) {
        return Stream.concat(Stream.of(target.id()), ids.getOrDefault(place(target), Set.of()).stream())
                .distinct()
                .map(id -> target.sibling(target.type(), id))
                .toList();
    }

    private static List<String> place(TargetRef target) {
        return List.of(target.provider(), target.account(), target.region(), target.type());
    }
}
