package dev.firebreak.internal;

import dev.firebreak.Effect;
import dev.firebreak.Incident;
import dev.firebreak.Phase;
import dev.firebreak.Plan;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.internal.UnderWay.Alone;
import dev.firebreak.internal.UnderWay.Release;
import dev.firebreak.internal.UnderWay.Whole;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.Journal;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Engine;
import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.Engine.Task;
import dev.firebreak.spi.Execution;
import dev.firebreak.spi.Intention;
import dev.firebreak.spi.Responder;
import dev.firebreak.telemetry.Activity.Releasing;
import dev.firebreak.telemetry.Activity.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans, runs and releases, over one engine and one journal. */
public final class PlanRunner implements Responder {
    private final Settings settings;
    private final Engine engine;
    private final UnderWay underWay = new UnderWay();

    public PlanRunner(Settings settings, Engine engine) {
        this.settings = settings;
        this.engine = engine;
    }

    @Override
    public Plan plan(Incident incident, List<Intention<?>> intentions) {
        return Planner.plan(settings, incident, intentions);
    }

    @Override
    public Execution execute(Plan plan, String approvedDigest) {
        requireApproved(plan, approvedDigest);
        settings.requireHandlers(plan);
        Instant startedAt = settings.clock().instant();
        var doing = new Whole(control(plan, startedAt), approvedDigest);
        return within(doing, plan, startedAt, plan.steps(), begun -> {
            begun.around(() -> {
                carryOut(plan, begun);
                lookAgain(plan, begun);
            });
            begun.log().append(Records.ENDED, "", CanonicalJson.object().put("digest", plan.digest()));
            return new Execution(startedAt, results(begun.run(), plan.steps()));
        });
    }

    @Override
    public StepResult execute(Plan plan, String approvedDigest, String stepId) {
        requireApproved(plan, approvedDigest);
        Step step = plan.step(stepId)
                .orElseThrow(() -> new PlanRejectedException(
                        "Cannot run step " + stepId + ": the plan has no such step (check the plan and the id)"));
        settings.handler(step);
        Instant startedAt = settings.clock().instant();
        var doing = new Alone(control(plan, startedAt), approvedDigest, step);
        return within(doing, plan, startedAt, List.of(step), begun -> {
            leaveStates(begun.run(), begun.ledger());
            begun.around(() -> {
                begun.work().prepare(List.of(stepId));
                begun.work().run(List.of(stepId));
            });
            return results(begun.run(), List.of(step)).get(0);
        });
    }

    private RunControl control(Plan plan, Instant startedAt) {
        return new RunControl(plan.incident().id(), startedAt, settings.deadline());
    }

    /** A run of steps that has begun, and has its journal. */
    private record Begun(
            Observers observers,
            Running running,
            IncidentLog log,
            Ledger ledger,
            Run run,
            GuardDesk guards,
            PlanWork work) {
        void around(Runnable whole) {
            observers.around(running, whole);
        }
    }

    private <R> R within(
            UnderWay.Doing doing, Plan plan, Instant startedAt, List<Step> steps, Function<Begun, R> what) {
        underWay.begin(doing);
        try (IncidentLog log = settings.journal().open(plan.incident().id())) {
            var ledger = new Ledger(log.records());
            begin(plan, ledger, log);
            var running = new Running(plan, startedAt);
            var run = new Run(settings, doing.control(), log, ledger, running);
            var guards = new GuardDesk(settings, plan.incident(), reads(steps));
            var work = new PlanWork(settings, run, doing.control(), guards);
            work.add(steps, ledger);
            return what.apply(new Begun(settings.observers(), running, log, ledger, run, guards, work));
        } finally {
            underWay.end(doing);
        }
    }

    private static void requireApproved(Plan plan, String approvedDigest) {
        if (!plan.digest().equals(approvedDigest)) {
            throw new PlanRejectedException("Cannot execute plan: its digest is " + plan.digest() + ", but "
                    + approvedDigest + " was approved; plan again and have that approved");
        }
    }

    private static SharedReads reads(List<Step> steps) {
        var reads = new SharedReads();
        steps.stream().map(Step::target).forEach(reads::add);
        return reads;
    }

    private static void begin(Plan plan, Ledger ledger, IncidentLog log) {
        Optional<String> known = ledger.lastPlan().map(Plan::digest);
        if (!known.equals(Optional.of(plan.digest()))) {
            log.append(Records.PLANNED, "", plan.toJsonTree());
            ledger.plan(plan);
        }
        log.append(Records.STARTED, "", CanonicalJson.object().put("digest", plan.digest()));
    }

    /** What guards ask is read while the first steps look at the world; one that fails is told of when it is asked for. */
    private void carryOut(Plan plan, Begun begun) {
        var lanes = plan.steps().stream().map(Step::target).distinct().collect(Collectors.groupingBy(Places::lane));
        var readAhead = new ReadAhead(begun.work(), begun.guards(), lanes);
        engine.run(
                Stream.concat(
                                readAhead.tasks(),
                                plan.steps().stream()
                                        .map(step -> new Task(
                                                step.id(), step.after(), step.requires(), settings.place(step))))
                        .toList(),
                readAhead);
    }

    /** What stops an attacker is looked at once more at the end: they may have changed it back behind the reading. */
    private void lookAgain(Plan plan, Begun begun) {
        Run run = begun.run();
        List<Task> tasks = plan.steps().stream()
                .filter(step -> step.effect() == Effect.CHANGE)
                .filter(step -> step.phase() == Phase.CUT_OFF || step.phase() == Phase.CREDENTIALS)
                .filter(step -> run.results().containsKey(step.id()) && run.hasSucceeded(step.id()))
                .map(step -> new Task(step.id(), Set.of(), Set.of(), settings.place(step)))
                .toList();
        engine.run(tasks, new LastLook(begun.work()));
    }

    @Override
    public List<StepResult> release(String incident) {
        var control = new RunControl(incident, settings.clock().instant(), Optional.empty());
        var doing = new Release(control);
        underWay.begin(doing);
        try (IncidentLog log = settings.journal().open(incident)) {
            var ledger = new Ledger(log.records());
            Plan last = lastPlan(incident, ledger);
            List<Step> open = ledger.open().stream()
                    .filter(step -> step.effect() == Effect.CHANGE || step.effect() == Effect.CLEANUP)
                    .toList();
            open.forEach(settings::handler);
            log.append(Records.RELEASE_STARTED, "", CanonicalJson.object().put("changes", open.size()));
            var releasing = new Releasing(last.incident(), open.size());
            var run = new Run(settings, control, log, ledger, releasing);
            leaveStates(run, ledger);
            List<Task> tasks =
                    new ReleaseOrder(ledger.steps(), open).tasks(step -> Place.alone(Places.lane(step.resource()), 0));
            settings.observers().around(releasing, () -> engine.run(tasks, new ReleaseWork(run, ledger, open)));
            log.append(Records.RELEASE_ENDED, "", CanonicalJson.object());
            return results(run, open);
        } finally {
            underWay.end(doing);
        }
    }

    @Override
    public boolean cancel(String incident, String reason) {
        return underWay.tell(incident, control -> control.cancel(reason));
    }

    @Override
    public boolean pause(String incident) {
        return underWay.tell(incident, RunControl::pause);
    }

    @Override
    public boolean proceed(String incident) {
        return underWay.tell(incident, RunControl::proceed);
    }

    @Override
    public Plan lastPlan(String incident) {
        return lastPlan(incident, new Ledger(settings.journal().read(incident)));
    }

    @Override
    public Duration timeByQuota(Collection<Step> steps) {
        return steps.stream().collect(Collectors.groupingBy(step -> Places.lane(step.resource()))).values().stream()
                .map(this::timeInLane)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Duration timeInLane(List<Step> steps) {
        List<Cost> costs =
                steps.stream().map(step -> settings.handler(step).cost()).toList();
        var calls = costs.stream().flatMap(cost -> cost.each().stream()).toList();
        var together = costs.stream()
                .distinct()
                .flatMap(cost -> cost.together().stream())
                .toList();
        Step any = steps.get(0);
        return settings.pace(any).timeFor(any.resource(), new Cost(calls, together));
    }

    private static Plan lastPlan(String incident, Ledger ledger) {
        return ledger.lastPlan()
                .orElseThrow(() -> new PlanRejectedException("Cannot find a plan for " + incident
                        + ": its journal holds none (check the incident's id and the journal's place)"));
    }

    private static void leaveStates(Run run, Ledger ledger) {
        ledger.left().forEach((id, state) -> run.leave(id, state));
        ledger.open()
                .forEach(step -> ledger.entry(step.id())
                        .map(Ledger.Entry::after)
                        .ifPresent(state -> run.leave(step.id(), state)));
    }

    @Override
    public Journal journal() {
        return settings.journal();
    }

    private static List<StepResult> results(Run run, List<Step> steps) {
        return steps.stream()
                .map(step -> Objects.requireNonNullElseGet(run.results().get(step.id()), () -> notRun(run, step)))
                .toList();
    }

    private static StepResult notRun(Run run, Step step) {
        return new StepResult(step, StepStatus.SKIPPED, "", "it was not run", run.now());
    }
}
