package dev.firebreak.internal;

import dev.firebreak.Step;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace.Grant;
import dev.firebreak.telemetry.Activity.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the tasks of a run do: the steps of a plan, in batches. */
final class PlanWork implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(PlanWork.class);

    private final Settings settings;
    private final Run run;
    private final RunControl control;
    private final GuardDesk guards;
    private final Map<String, StepRun<?>> steps = new LinkedHashMap<>();

    PlanWork(Settings settings, Run run, RunControl control, GuardDesk guards) {
        this.settings = settings;
        this.run = run;
        this.control = control;
        this.guards = guards;
    }

    void add(List<Step> more, Ledger ledger) {
        more.forEach(step -> steps.put(step.id(), stepRun(settings.handler(step), step, ledger)));
    }

    private <S> StepRun<S> stepRun(CheckedHandler<S> handler, Step step, Ledger ledger) {
        return new StepRun<>(step, handler, run, ledger.entry(step.id()));
    }

    @Override
    public void prepare(List<String> ids) {
        around(Stage.LOOK, ids, () -> batch(handler(ids), ids).prepare());
    }

    /** Who cannot tell a quota does not keep others from what is theirs: each call then waits for it by itself. */
    @Override
    public Grant admit(List<String> ids) {
        Step first = step(ids.get(0));
        Cost cost = handler(ids).cost();
        try {
            Grant grant = Objects.requireNonNull(
                    Foreign.call("it", () -> settings.pace(first).take(first.resource(), cost, ids.size())),
                    "it granted null");
            if (grant.steps() >= 0 && grant.steps() <= ids.size()) {
                return grant;
            }
            LOG.warn("Cannot use the quota of {}: it granted {} of {}", first.resource(), grant.steps(), ids.size());
        } catch (RuntimeException e) {
            LOG.warn("Cannot use the quota of {}", first.resource(), e);
        }
        return Grant.of(ids.size());
    }

    @Override
    public void run(List<String> ids) {
        control.awaitTurn();
        around(Stage.CHANGE, ids, () -> batch(handler(ids), ids).run(guards));
    }

    /** Looks once more at what was verified. */
    void lookAgain(List<String> ids) {
        around(Stage.CHECK, ids, () -> batch(handler(ids), ids).lookAgain());
    }

    /** Looks for all steps at what guards ask. */
    void readAhead(Runnable reads) {
        run.around(Stage.LOOK, List.of(), reads);
    }

    private void around(Stage stage, List<String> ids, Runnable work) {
        run.around(stage, ids.stream().map(this::step).toList(), work);
    }

    private Step step(String id) {
        return Objects.requireNonNull(steps.get(id)).step();
    }

    private CheckedHandler<?> handler(List<String> ids) {
        return settings.handler(step(ids.get(0)));
    }

    /** All steps of a batch are of one kind, and so of one type of state. */
    @SuppressWarnings("unchecked")
    private <S> BatchRun<S> batch(CheckedHandler<S> handler, List<String> ids) {
        return new BatchRun<>(
                run,
                handler,
                ids.stream()
                        .map(id -> (StepRun<S>) Objects.requireNonNull(steps.get(id)))
                        .toList());
    }
}
