package dev.firebreak.internal.report;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which steps cut a target off. */
public final class CutOff {
    private CutOff() {}

    /** Those of each target that any step cuts off, in the order of the plan. */
    public static Map<TargetRef, List<Step>> steps(List<Step> plan) {
        var steps = new LinkedHashMap<TargetRef, List<Step>>();
        Set<String> ids = new HashSet<>();
        for (Step step : plan) {
            if (step.phase() == Phase.CUT_OFF || checksAny(step, ids)) {
                ids.add(step.id());
                steps.computeIfAbsent(step.target(), target -> new ArrayList<>())
                        .add(step);
            }
        }
        Set<TargetRef> cutOff = Set.copyOf(steps.keySet());
        plan.stream()
                .filter(step -> step.phase() == Phase.CREDENTIALS && step.effect() == Effect.CHANGE)
                .filter(step -> !cutOff.contains(step.target()))
                .forEach(step -> steps.computeIfAbsent(step.target(), target -> new ArrayList<>())
                        .add(step));
        return steps;
    }

    private static boolean checksAny(Step step, Set<String> ids) {
        return step.effect() == Effect.READ && step.requires().stream().anyMatch(ids::contains);
    }
}
