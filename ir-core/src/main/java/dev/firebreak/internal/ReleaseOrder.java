package dev.firebreak.internal;

import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.Engine.Task;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The reverse of the order in which changes were made. */
final class ReleaseOrder {
    private final Map<String, Step> all;
    private final List<Step> open;
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Map<String, Set<String>> waits = new HashMap<>();

    /**
     * @param all every step ever planned, by id
     * @param open the steps to be released, in the order in which their changes were begun
     */
    ReleaseOrder(Map<String, Step> all, List<Step> open) {
        this.all = all;
        this.open = open;
    }

    List<Task> tasks(Function<Step, Place> place) {
        open.forEach(later -> predecessors(later.id()).forEach(earlier -> await(earlier, later.id())));
        chainResources();
        return open.stream()
                .map(step -> new Task(step.id(), Set.of(), waits.getOrDefault(step.id(), Set.of()), place.apply(step)))
                .toList();
    }

    /** Changes of two plans to one resource know nothing of each other: the later one goes back first, unless a plan says otherwise. */
    private void chainResources() {
        Map<TargetRef, String> last = new HashMap<>();
        for (Step later : open) {
            String earlier = last.put(later.resource(), later.id());
            if (earlier != null && !waitsFor(later.id(), earlier)) {
                await(earlier, later.id());
            }
        }
    }

    private void await(String waiting, String first) {
        waits.computeIfAbsent(waiting, made -> new HashSet<>()).add(first);
    }

    private boolean waitsFor(String waiting, String first) {
        var seen = new HashSet<String>();
        var left = new ArrayDeque<>(List.of(waiting));
        while (!left.isEmpty()) {
            String next = left.remove();
            if (next.equals(first)) {
                return true;
            }
            if (seen.add(next)) {
                left.addAll(waits.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }

    /** All steps that this one directly or indirectly came behind. */
    private Set<String> predecessors(String id) {
        Set<String> found = known.get(id);
        if (found == null) {
            found = new HashSet<>();
            known.put(id, found);
            Step step = all.get(id);
            if (step != null) {
                var direct = new HashSet<>(step.requires());
                direct.addAll(step.after());
                for (String earlier : direct) {
                    found.add(earlier);
                    found.addAll(predecessors(earlier));
                }
            }
        }
        return found;
    }
}
