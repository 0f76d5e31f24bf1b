package dev.firebreak.internal.report;

import dev.firebreak.ContainmentSummary;
import dev.firebreak.ContainmentSummary.CutOffTimes;
import dev.firebreak.ContainmentSummary.Outcome;
import dev.firebreak.Effect;
import dev.firebreak.Plan;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.TargetRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run came to, in figures. */
public final class Summaries {
    private final Plan plan;
    private final Map<TargetRef, List<Step>> cutOff;
    private final Map<String, StepResult> results = new HashMap<>();

    public Summaries(Plan plan, List<StepResult> results) {
        this.plan = plan;
        this.cutOff = plan.cutOffSteps();
        results.forEach(result -> this.results.put(result.step().id(), result));
    }

    public ContainmentSummary of(Instant startedAt) {
        Map<TargetRef, Outcome> outcomes = outcomes();
        return new ContainmentSummary(
                counts(Outcome.class, outcomes.values()),
                counts(
                        StepStatus.class,
                        results.values().stream().map(StepResult::status).toList()),
                times(startedAt, outcomes),
                new FailureGroups(plan.refusals(), inOrder()).groups());
    }

    private List<StepResult> inOrder() {
        return plan.steps().stream()
                .map(step -> results.get(step.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static <E extends Enum<E>> Map<E, Integer> counts(Class<E> type, Collection<E> values) {
        var counts = new EnumMap<E, Integer>(type);
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    /** What became of each target, in the order of the plan; those of which guards kept everything out stand last. */
    public Map<TargetRef, Outcome> outcomes() {
        var signs = new LinkedHashMap<TargetRef, Set<Outcome>>();
        plan.steps().forEach(step -> signs.computeIfAbsent(step.target(), Summaries::none));
        cutOff.forEach((target, steps) -> steps.forEach(
                step -> signs.computeIfAbsent(target, Summaries::none).add(sign(results.get(step.id())))));
        for (Refusal refusal : plan.refusals()) {
            signs.computeIfAbsent(refusal.target(), Summaries::none).add(refused(refusal.reason()));
        }
        var outcomes = new LinkedHashMap<TargetRef, Outcome>();
        signs.forEach((target, all) -> outcomes.put(target, gravest(all)));
        return outcomes;
    }

    private static Set<Outcome> none(TargetRef target) {
        return EnumSet.noneOf(Outcome.class);
    }

    private static Outcome sign(@Nullable StepResult result) {
        if (result == null) {
            return Outcome.SKIPPED;
        }
        return switch (result.status()) {
            case VERIFIED, UNCHANGED -> Outcome.CUT_OFF;
            case UNVERIFIED, UNKNOWN -> Outcome.UNKNOWN;
            case SKIPPED -> Outcome.SKIPPED;
            case REFUSED ->
                refused(result.message()
                        .substring(Math.min(
                                result.message().length(), result.code().length() + 2)));
            default -> Outcome.FAILED;
        };
    }

    private static Outcome refused(String reason) {
        return reason.startsWith("exempt") ? Outcome.EXEMPT : Outcome.REFUSED;
    }

    private static Outcome gravest(Set<Outcome> signs) {
        return signs.stream()
                .filter(sign -> sign != Outcome.CUT_OFF)
                .findFirst()
                .orElse(signs.isEmpty() ? Outcome.NO_CUT_OFF : Outcome.CUT_OFF);
    }

    private CutOffTimes times(Instant startedAt, Map<TargetRef, Outcome> outcomes) {
        var times = new ArrayList<Duration>();
        cutOff.forEach((target, steps) -> {
            if (outcomes.get(target) == Outcome.CUT_OFF) {
                steps.stream()
                        .filter(step -> step.effect() == Effect.CHANGE)
                        .map(step -> results.get(step.id()))
                        .filter(result -> result != null && result.status() == StepStatus.VERIFIED)
                        .map(result -> Duration.between(startedAt, result.at()))
                        .max(Duration::compareTo)
                        .map(time -> time.isNegative() ? Duration.ZERO : time)
                        .ifPresent(times::add);
            }
        });
        times.sort(Duration::compareTo);
        return new CutOffTimes(times.size(), rank(times, 50), rank(times, 99), rank(times, 100));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        int rank = (int) ((sorted.size() * (long) percent + 99) / 100);
        return rank == 0 ? Duration.ZERO : sorted.get(rank - 1);
    }
}
