package dev.firebreak.examples.cli.progress;

import dev.firebreak.Effect;
import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.TargetRef;
import dev.firebreak.examples.cli.progress.Figures.Slowdown;
import dev.firebreak.journal.JournalRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts the steps of a run as they end, and the targets that have come to its goal. */
public final class Tally {
    private final String goal;
    private final Predicate<StepStatus> good;
    private final Map<TargetRef, Set<String>> decisive = new HashMap<>();
    private final Map<TargetRef, Set<String>> missing = new HashMap<>();
    private final Map<String, Step> open = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final int steps;

    private Tally(String goal, Map<TargetRef, List<Step>> decisive, List<Step> steps, Predicate<StepStatus> good) {
        this.goal = goal;
        this.good = good;
        this.steps = steps.size();
        steps.forEach(step -> open.put(step.id(), step));
        decisive.forEach((target, ofTarget) -> {
            Set<String> ids = ofTarget.stream().map(Step::id).collect(Collectors.toSet());
            this.decisive.put(target, ids);
            missing.put(target, new HashSet<>(ids));
        });
    }

    /** Counts until everything is cut off. */
    public static Tally ofContaining(Plan plan) {
        return new Tally("cut off", plan.cutOffSteps(), plan.steps(), StepStatus::succeeded);
    }

    /** Counts until all steps of each target have succeeded. */
    public static Tally ofCollecting(Plan plan) {
        return new Tally("collected", byTarget(plan.steps()), plan.steps(), StepStatus::succeeded);
    }

    /** Counts until all changes are taken back that can be, of those that the journal says were begun. */
    public static Tally ofReleasing(Plan plan, List<JournalRecord> records) {
        Set<String> begun = records.stream()
                .filter(item -> item.type().equals("step-intended"))
                .map(JournalRecord::step)
                .collect(Collectors.toSet());
        List<Step> changes = plan.steps().stream()
                .filter(step -> step.effect() == Effect.CHANGE && begun.contains(step.id()))
                .toList();
        return new Tally("released", byTarget(changes), changes, status -> switch (status) {
            case REVERTED, IRREVERSIBLE, KEPT -> true;
            default -> false;
        });
    }

    private static Map<TargetRef, List<Step>> byTarget(List<Step> steps) {
        return steps.stream().collect(Collectors.groupingBy(Step::target));
    }

    int targets() {
        return missing.size();
    }

    /** The steps that have not ended. */
    synchronized List<Step> open() {
        return List.copyOf(open.values());
    }

    /** A step that was verified ends again when somebody has changed it back: its target has not come to the goal then. */
    synchronized void add(StepResult result) {
        String id = result.step().id();
        TargetRef target = result.step().target();
        ended.add(id);
        open.remove(id);
        if (decisive.getOrDefault(target, Set.of()).contains(id)) {
            Set<String> left = missing.getOrDefault(target, Set.of());
            if (good.test(result.status())) {
                left.remove(id);
            } else {
                left.add(id);
            }
        }
    }

    synchronized Figures figures(Slowdown slowdown, Duration elapsed) {
        int reached = (int) missing.values().stream().filter(Set::isEmpty).count();
        return new Figures(
                goal, missing.size(), reached, Math.max(steps, ended.size()), ended.size(), slowdown, elapsed);
    }
}
