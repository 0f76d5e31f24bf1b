package dev.firebreak.internal;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Puts the steps of a plan in order: by phase for each target, and one after another on each resource. Works with places, since a plan
 * may have a hundred thousand steps, and takes each step's id, which is a hash, once.
 */
final class StepOrder {
    private final List<Step> steps;
    private final List<String> ids;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Set<Integer>> requires = new ArrayList<>();
    private final List<Set<Integer>> after = new ArrayList<>();

    StepOrder(List<Step> steps) {
        this.steps = steps;
        this.ids = steps.stream().map(Step::id).toList();
        ids.forEach(id -> places.put(id, places.size()));
        for (int place = 0; place < ids.size(); place++) {
            requires.add(required(place));
            after.add(present(steps.get(place).after()));
        }
    }

    /** The step, waiting for what either of the two waits for, and requiring only what the first requires. */
    static Step afterBoth(Step step, Step other) {
        var all = new TreeSet<>(other.requires());
        all.removeAll(step.requires());
        all.addAll(other.after());
        all.addAll(step.after());
        all.remove(step.id());
        return step.withAfter(all);
    }

    private Set<Integer> required(int place) {
        Step step = steps.get(place);
        for (String required : step.requires()) {
            if (!places.containsKey(required)) {
                throw new PlanRejectedException(
                        "Cannot plan " + ids.get(place) + ": it requires " + required + ", which is not in the plan");
            }
        }
        return present(step.requires());
    }

    private Set<Integer> present(Set<String> wanted) {
        var present = new HashSet<Integer>();
        wanted.stream().map(places::get).filter(Objects::nonNull).forEach(present::add);
        return present;
    }

    List<Step> ordered() {
        awaitPhases();
        List<Integer> order = order();
        chainResources(order);
        return order.stream().map(this::step).toList();
    }

    /** Each step waits for the steps for the same target in the nearest earlier phase that has any. */
    private void awaitPhases() {
        Map<TargetRef, TreeMap<Phase, List<Integer>>> phases = new HashMap<>();
        for (int place = 0; place < ids.size(); place++) {
            phases.computeIfAbsent(steps.get(place).target(), made -> new TreeMap<>())
                    .computeIfAbsent(steps.get(place).phase(), made -> new ArrayList<>())
                    .add(place);
        }
        phases.values().forEach(target -> {
            List<Integer> earlier = List.of();
            for (List<Integer> phase : target.values()) {
                for (int place : phase) {
                    after.get(place).addAll(earlier);
                }
                earlier = phase;
            }
        });
    }

    /** Changes to one resource wait for one another, in their order, which this leaves as it is. */
    private void chainResources(List<Integer> ordered) {
        Map<TargetRef, Integer> last = new HashMap<>();
        for (int place : ordered) {
            Step step = steps.get(place);
            Integer before = step.effect() == Effect.CHANGE ? last.put(step.resource(), place) : null;
            if (before != null) {
                after.get(place).add(before);
            }
        }
    }

    private List<Integer> order() {
        List<Set<Integer>> waits = IntStream.range(0, ids.size())
                .<Set<Integer>>mapToObj(place -> {
                    var all = new HashSet<>(requires.get(place));
                    all.addAll(after.get(place));
                    return all;
                })
                .toList();
        List<Integer> order = new Topology(steps.stream().map(Step::phase).toList(), waits).order();
        if (order.size() < ids.size()) {
            var stuck = new TreeSet<>(ids);
            order.forEach(place -> stuck.remove(ids.get(place)));
            throw new PlanRejectedException("Cannot order the plan: these steps wait for each other: " + stuck);
        }
        return order;
    }

    private Step step(int place) {
        var behind = new TreeSet<String>();
        after.get(place).forEach(earlier -> behind.add(ids.get(earlier)));
        return steps.get(place).withAfter(behind);
    }
}
