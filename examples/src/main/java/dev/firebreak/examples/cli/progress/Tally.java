package dev.firebreak.examples.cli.progress;

import dev.firebreak.Effect;
import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.TargetRef;
import dev.firebreak.journal.JournalRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts the steps of a run as they end, and the targets that have come to its goal. */
public final class Tally {
    private final String goal;
    private final Predicate<StepStatus> good;
    private final Map<TargetRef, Set<String>> missing = new HashMap<>();
    private final int targets;
    private final int steps;
    private int reached;
    private int ended;

    private Tally(String goal, Map<TargetRef, List<Step>> decisive, int steps, Predicate<StepStatus> good) {
        this.goal = goal;
        this.good = good;
        this.steps = steps;
        decisive.forEach((target, ids) ->
                missing.put(target, ids.stream().map(Step::id).collect(Collectors.toCollection(HashSet::new))));
        this.targets = missing.size();
    }

    /** Counts until everything is cut off. */
    public static Tally ofContaining(Plan plan) {
        return new Tally("cut off", plan.cutOffSteps(), plan.steps().size(), StepStatus::succeeded);
    }

    /** Counts until all steps of each target have succeeded. */
    public static Tally ofCollecting(Plan plan) {
        return new Tally("collected", byTarget(plan.steps()), plan.steps().size(), StepStatus::succeeded);
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
        return new Tally("released", byTarget(changes), changes.size(), status -> switch (status) {
            case REVERTED, IRREVERSIBLE, KEPT -> true;
            default -> false;
        });
    }

    private static Map<TargetRef, List<Step>> byTarget(List<Step> steps) {
        return steps.stream().collect(Collectors.groupingBy(Step::target));
    }

    int targets() {
        return targets;
    }

    synchronized void add(StepResult result) {
        ended++;
        Set<String> open = missing.getOrDefault(result.step().target(), Set.of());
        if (good.test(result.status()) && open.contains(result.step().id())) {
            open.remove(result.step().id());
            reached += open.isEmpty() ? 1 : 0;
        }
    }

    synchronized Figures figures(long throttles, Duration elapsed) {
        return new Figures(goal, targets, reached, Math.max(steps, ended), ended, throttles, elapsed);
    }
}
