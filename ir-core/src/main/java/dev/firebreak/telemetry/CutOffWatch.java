package dev.firebreak.telemetry;

import dev.firebreak.Effect;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.TargetRef;
import dev.firebreak.telemetry.Activity.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How long a run took to cut each target off. */
final class CutOffWatch {
    private final Instant startedAt;
    private final Map<TargetRef, Set<String>> missing = new HashMap<>();
    private final Map<TargetRef, Instant> last = new HashMap<>();

    private CutOffWatch(Instant startedAt) {
        this.startedAt = startedAt;
    }

    /** Of an activity that runs no plan there is nothing to watch. */
    static CutOffWatch of(Activity activity) {
        if (!(activity instanceof Running running)) {
            return new CutOffWatch(Instant.EPOCH);
        }
        var watch = new CutOffWatch(running.startedAt());
        running.plan()
                .cutOffSteps()
                .forEach((target, steps) -> watch.missing.put(
                        target, steps.stream().map(Step::id).collect(Collectors.toCollection(HashSet::new))));
        return watch;
    }

    /** How long it took, when this step was the last that was missing; empty for targets that were cut off before. */
    synchronized Optional<Duration> ended(StepResult result) {
        TargetRef target = result.step().target();
        Set<String> open = missing.getOrDefault(target, Set.of());
        if (!result.status().succeeded() || !open.contains(result.step().id())) {
            return Optional.empty();
        }
        open.remove(result.step().id());
        if (result.status() == StepStatus.VERIFIED && result.step().effect() == Effect.CHANGE) {
            last.merge(target, result.at(), (one, other) -> one.isAfter(other) ? one : other);
        }
        return open.isEmpty()
                ? Optional.ofNullable(last.get(target)).map(end -> Duration.between(startedAt, end))
                : Optional.empty();
    }
}
