package dev.firebreak.internal;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts the steps of a plan in order: by phase for each target, and one after another on each resource. */
final class StepOrder {
    private final List<Step> steps;
    private final Set<String> ids;

    StepOrder(List<Step> steps) {
        this.ids = steps.stream().map(Step::id).collect(Collectors.toSet());
        this.steps = steps.stream().map(this::cleaned).toList();
    }

    /** The step, waiting for what either of the two waits for, and requiring only what the first requires. */
    static Step afterBoth(Step step, Step other) {
        var more = new TreeSet<>(other.requires());
        more.removeAll(step.requires());
        more.addAll(other.after());
        return alsoAfter(step, more);
    }

    private static Step alsoAfter(Step step, Set<String> more) {
        var all = new TreeSet<>(step.after());
        all.addAll(more);
        all.remove(step.id());
        return step.withAfter(all);
    }

    private Step cleaned(Step step) {
        for (String required : step.requires()) {
            if (!ids.contains(required)) {
                throw new PlanRejectedException(
                        "Cannot plan " + step.id() + ": it requires " + required + ", which is not in the plan");
            }
        }
        var present = new TreeSet<>(step.after());
        present.retainAll(ids);
        return step.withAfter(present);
    }

    List<Step> ordered() {
        List<Step> byPhase = topological(withPhases());
        return topological(withResources(byPhase));
    }

    /** Each step waits for the steps for the same target in the nearest earlier phase that has any. */
    private List<Step> withPhases() {
        Map<TargetRef, TreeMap<Phase, Set<String>>> phases = new HashMap<>();
        steps.forEach(step -> phases.computeIfAbsent(step.target(), made -> new TreeMap<>())
                .computeIfAbsent(step.phase(), made -> new TreeSet<>())
                .add(step.id()));
        return steps.stream()
                .map(step -> {
                    var earlier =
                            phases.getOrDefault(step.target(), new TreeMap<>()).lowerEntry(step.phase());
                    return earlier == null ? step : alsoAfter(step, earlier.getValue());
                })
                .toList();
    }

    /** Changes to one resource wait for one another, in their order. */
    private static List<Step> withResources(List<Step> ordered) {
        Map<TargetRef, String> last = new HashMap<>();
        var chained = new ArrayList<Step>();
        for (Step step : ordered) {
            String before = step.effect() == Effect.CHANGE ? last.put(step.resource(), step.id()) : null;
            chained.add(before == null ? step : alsoAfter(step, Set.of(before)));
        }
        return chained;
    }

    private List<Step> topological(List<Step> unordered) {
        List<Step> order = new Topology(unordered).order();
        if (order.size() < unordered.size()) {
            var stuck = new TreeSet<>(ids);
            order.forEach(step -> stuck.remove(step.id()));
            throw new PlanRejectedException("Cannot order the plan: these steps wait for each other: " + stuck);
        }
        return order;
    }
}
