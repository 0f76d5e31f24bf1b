package dev.firebreak.internal;

import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace;
import dev.firebreak.spi.Pace.Grant;
import dev.firebreak.spi.StepHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.MDC;

/** What the tasks of a run do: the steps of a plan, in batches. */
final class PlanWork implements Work {
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

    void add(Plan plan, Ledger ledger) {
        plan.steps().forEach(step -> steps.put(step.id(), stepRun(settings.handler(step), step, ledger)));
    }

    private <S> StepRun<S> stepRun(StepHandler<S> handler, Step step, Ledger ledger) {
        return new StepRun<>(step, handler, run.context(step), ledger.entry(step.id()));
    }

    @Override
    public void prepare(List<String> ids) {
        logging(ids, () -> batch(handler(ids), ids).prepare());
    }

    @Override
    public Grant admit(List<String> ids) {
        Step first = step(ids);
        Pace pace = settings.provider(first.resource().provider())
                .map(provider -> provider.pace())
                .orElse(Pace.UNLIMITED);
        return pace.take(first.resource(), handler(ids).cost(), ids.size());
    }

    @Override
    public void run(List<String> ids) {
        control.awaitTurn();
        logging(ids, () -> batch(handler(ids), ids).run(guards));
    }

    /** Looks once more at what was verified. */
    void lookAgain(List<String> ids) {
        logging(ids, () -> batch(handler(ids), ids).lookAgain());
    }

    private Step step(List<String> ids) {
        return Objects.requireNonNull(steps.get(ids.get(0))).step();
    }

    private StepHandler<?> handler(List<String> ids) {
        return settings.handler(step(ids));
    }

    /** All steps of a batch are of one kind, and so of one type of state. */
    @SuppressWarnings("unchecked")
    private <S> BatchRun<S> batch(StepHandler<S> handler, List<String> ids) {
        return new BatchRun<>(
                run,
                handler,
                ids.stream()
                        .map(id -> (StepRun<S>) Objects.requireNonNull(steps.get(id)))
                        .toList());
    }

    /** What is logged on the way carries the incident, and the step where there is one. */
    @SuppressWarnings("try")
    private void logging(List<String> ids, Runnable work) {
        try (var incident = MDC.putCloseable("firebreak.incident", control.incident());
                var step = MDC.putCloseable("firebreak.step", ids.size() == 1 ? ids.get(0) : ids.size() + " steps")) {
            work.run();
        }
    }
}
