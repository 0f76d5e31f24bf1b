package dev.firebreak.internal;

import dev.firebreak.Effect;
import dev.firebreak.Incident;
import dev.firebreak.Plan;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.TargetRef;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.Journal;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Engine;
import dev.firebreak.spi.Engine.Task;
import dev.firebreak.spi.Execution;
import dev.firebreak.spi.Intention;
import dev.firebreak.spi.Responder;
import dev.firebreak.spi.StepHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans, runs and releases, over one engine and one journal. */
public final class PlanRunner implements Responder {
    private final Settings settings;
    private final Engine engine;

    public PlanRunner(Settings settings) {
        this.settings = settings;
        this.engine = Engine.inProcess(settings.parallelism());
    }

    @Override
    public Plan plan(Incident incident, List<Intention<?>> intentions) {
        return Planner.plan(settings, incident, intentions);
    }

    @Override
    public Execution execute(Plan plan, String approvedDigest) {
        if (!plan.digest().equals(approvedDigest)) {
            throw new PlanRejectedException("Cannot execute plan: its digest is " + plan.digest() + ", but "
                    + approvedDigest + " was approved; plan again and have that approved");
        }
        settings.requireHandlers(plan);
        Instant startedAt = settings.clock().instant();
        try (IncidentLog log = settings.journal().open(plan.incident().id())) {
            var ledger = new Ledger(log.records());
            begin(plan, ledger, log);
            var run = new Run(settings, plan.incident(), log, byId(plan.steps()));
            var reads = new SharedReads();
            plan.steps().stream().map(Step::target).forEach(reads::add);
            var guards = new GuardDesk(settings, plan.incident(), reads);
            engine.run(Stream.concat(
                            plan.steps().stream().map(Step::target).distinct().map(target -> readAhead(guards, target)),
                            plan.steps().stream().map(step -> task(run, guards, step, settings.handler(step), ledger)))
                    .toList());
            log.append(Records.ENDED, "", CanonicalJson.object().put("digest", plan.digest()));
            return new Execution(startedAt, results(run, plan.steps()));
        }
    }

    private static void begin(Plan plan, Ledger ledger, IncidentLog log) {
        Optional<String> known = ledger.lastPlan().map(Plan::digest);
        if (!known.equals(Optional.of(plan.digest()))) {
            log.append(Records.PLANNED, "", plan.toJsonTree());
        }
        log.append(Records.STARTED, "", CanonicalJson.object().put("digest", plan.digest()));
    }

    /** What guards ask is read while the first steps look at the world; one that fails is told of when it is asked for. */
    private static Task readAhead(GuardDesk guards, TargetRef target) {
        return new Task("read ahead " + target, Set.of(), Set.of(), () -> guards.readAhead(target), () -> {});
    }

    private static <S> Task task(Run run, GuardDesk guards, Step step, StepHandler<S> handler, Ledger ledger) {
        var life = new StepRun<>(run, guards, step, handler, ledger.entry(step.id()));
        return new Task(step.id(), step.after(), step.requires(), life::prepare, life::run);
    }

    @Override
    public List<StepResult> release(String incident) {
        try (IncidentLog log = settings.journal().open(incident)) {
            var ledger = new Ledger(log.records());
            Plan last = lastPlan(incident, ledger);
            List<Step> open = ledger.open().stream()
                    .filter(step -> step.effect() == Effect.CHANGE)
                    .toList();
            open.forEach(settings::handler);
            log.append(Records.RELEASE_STARTED, "", CanonicalJson.object().put("changes", open.size()));
            var run = new Run(settings, last.incident(), log, ledger.steps());
            leaveStates(run, ledger);
            engine.run(new ReleaseOrder(ledger.steps(), open).tasks(step -> taskBody(run, ledger, step, open)));
            log.append(Records.RELEASE_ENDED, "", CanonicalJson.object());
            return results(run, open);
        }
    }

    @Override
    public Plan lastPlan(String incident) {
        return lastPlan(incident, new Ledger(settings.journal().read(incident)));
    }

    private static Plan lastPlan(String incident, Ledger ledger) {
        return ledger.lastPlan()
                .orElseThrow(() -> new PlanRejectedException("Cannot find a plan for " + incident
                        + ": its journal holds none (check the incident's id and the journal's place)"));
    }

    private static void leaveStates(Run run, Ledger ledger) {
        ledger.found().forEach((id, state) -> run.leave(id, state));
        ledger.open()
                .forEach(step -> ledger.entry(step.id())
                        .map(Ledger.Entry::after)
                        .ifPresent(state -> run.leave(step.id(), state)));
    }

    private Runnable taskBody(Run run, Ledger ledger, Step step, List<Step> open) {
        Set<String> dependents = open.stream()
                .filter(other -> other.requires().contains(step.id()))
                .map(Step::id)
                .collect(Collectors.toSet());
        return release(
                run, step, settings.handler(step), ledger.entry(step.id()).orElseThrow(), dependents);
    }

    private static <S> Runnable release(
            Run run, Step step, StepHandler<S> handler, Ledger.Entry entry, Set<String> dependents) {
        return new StepRelease<>(run, step, handler, entry, dependents)::run;
    }

    @Override
    public Journal journal() {
        return settings.journal();
    }

    private static List<StepResult> results(Run run, List<Step> steps) {
        return steps.stream()
                .map(step -> run.results().get(step.id()))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private static Map<String, Step> byId(List<Step> steps) {
        return steps.stream().collect(Collectors.toMap(Step::id, Function.identity()));
    }
}
