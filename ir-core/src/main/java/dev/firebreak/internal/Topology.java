package dev.firebreak.internal;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/** Steps and what they wait for. Works with places, not ids: a plan may have a hundred thousand steps. */
final class Topology {
    private final List<Step> steps;
    private final List<List<Integer>> followers = new ArrayList<>();
    private final int[] waits;
    private final PriorityQueue<Integer> ready;

    /** @param steps all steps that any of them waits for among them */
    Topology(List<Step> steps) {
        this.steps = steps;
        this.waits = new int[steps.size()];
        this.ready = new PriorityQueue<>(
                Comparator.<Integer, Phase>comparing(place -> steps.get(place).phase())
                        .thenComparing(Comparator.naturalOrder()));
        Map<String, Integer> places = new HashMap<>();
        steps.forEach(step -> {
            places.put(step.id(), places.size());
            followers.add(new ArrayList<>());
        });
        for (int place = 0; place < waits.length; place++) {
            place(place, places);
        }
    }

    private void place(int place, Map<String, Integer> places) {
        Set<String> predecessors = new HashSet<>(steps.get(place).requires());
        predecessors.addAll(steps.get(place).after());
        for (String predecessor : predecessors) {
            followers.get(Objects.requireNonNull(places.get(predecessor))).add(place);
        }
        waits[place] = predecessors.size();
        if (predecessors.isEmpty()) {
            ready.add(place);
        }
    }

    /**
     * Each step behind those that it waits for; of those that could go next, the one of the earliest phase, then the one that was given
     * first. Steps that wait for each other are left out.
     */
    List<Step> order() {
        var order = new ArrayList<Step>(waits.length);
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(steps.get(next));
            for (int follower : followers.get(next)) {
                waits[follower]--;
                if (waits[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        return order;
    }
}
