package dev.firebreak.internal;

import dev.firebreak.Step;
import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace.Grant;
import dev.firebreak.telemetry.Activity.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What the tasks of a release do: take back one step each. */
final class ReleaseWork implements Work {
    private final Map<String, Runnable> releases = new HashMap<>();

    ReleaseWork(Run run, Ledger ledger, List<Step> open) {
        open.forEach(step -> releases.put(
                step.id(), release(run, step, run.settings().handler(step), ledger, dependents(step, open))));
    }

    private static Set<String> dependents(Step step, List<Step> open) {
        return open.stream()
                .filter(other -> other.requires().contains(step.id()))
                .map(Step::id)
                .collect(Collectors.toSet());
    }

    private static <S> Runnable release(
            Run run, Step step, CheckedHandler<S> handler, Ledger ledger, Set<String> dependents) {
        var release =
                new StepRelease<>(run, step, handler, ledger.entry(step.id()).orElseThrow(), dependents);
        return () -> run.around(Stage.RELEASE, List.of(step), release::run);
    }

    @Override
    public void prepare(List<String> ids) {
        // A release looks when its turn has come, behind the releases that it waits for.
    }

    @Override
    public Grant admit(List<String> ids) {
        return Grant.of(ids.size());
    }

    @Override
    public void run(List<String> ids) {
        ids.forEach(id -> Objects.requireNonNull(releases.get(id)).run());
    }
}
