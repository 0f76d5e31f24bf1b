package dev.firebreak.internal;

import dev.firebreak.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Places of steps, and which of them each waits for. */
final class Topology {
    private final List<List<Integer>> followers = new ArrayList<>();
    private final int[] waits;
    private final PriorityQueue<Integer> ready;

    /**
     * @param phases the phase of each place
     * @param predecessors the places that each waits for
     */
    Topology(List<Phase> phases, List<Set<Integer>> predecessors) {
        this.waits = new int[phases.size()];
        this.ready = new PriorityQueue<>(
                Comparator.<Integer, Phase>comparing(phases::get).thenComparing(Comparator.naturalOrder()));
        phases.forEach(phase -> followers.add(new ArrayList<>()));
        for (int place = 0; place < waits.length; place++) {
            await(place, predecessors.get(place));
        }
    }

    private void await(int place, Set<Integer> predecessors) {
        for (int predecessor : predecessors) {
            followers.get(predecessor).add(place);
        }
        waits[place] = predecessors.size();
        if (predecessors.isEmpty()) {
            ready.add(place);
        }
    }

    /**
     * Each place behind those that it waits for; of those that could go next, the one of the earliest phase, then the first
     * one. Places that wait for each other are left out.
     */
    List<Integer> order() {
        var order = new ArrayList<Integer>(waits.length);
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(next);
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
