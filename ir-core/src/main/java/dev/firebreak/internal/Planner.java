package dev.firebreak.internal;

import dev.firebreak.Action;
import dev.firebreak.Incident;
import dev.firebreak.Plan;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.Intention;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.Provider;
import dev.firebreak.telemetry.Activity.Planning;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes one plan. */
final class Planner implements PlanContext {
    private final Settings settings;
    private final Incident incident;
    private final GuardDesk guards;
    private final SharedReads reads = new SharedReads();
    private final ForkJoinPool pool;

    private Planner(Settings settings, Incident incident, ForkJoinPool pool) {
        this.settings = settings;
        this.incident = incident;
        this.guards = new GuardDesk(settings, incident, reads);
        this.pool = pool;
    }

    static Plan plan(Settings settings, Incident incident, List<Intention<?>> intentions) {
        var planning = new Planning(incident);
        return settings.observers().around(planning, () -> {
            Plan plan = plan(settings, planning, intentions);
            settings.observers().planned(planning, plan);
            return plan;
        });
    }

    private static Plan plan(Settings settings, Planning planning, List<Intention<?>> intentions) {
        ForkJoinPool pool = pool(settings);
        try {
            return pool.submit(() -> new Planner(settings, planning.incident(), pool).plan(intentions))
                    .join();
        } catch (RuntimeException e) {
            throw rejected(settings, e);
        } finally {
            pool.shutdown();
        }
    }

    /** Its threads live for one plan, and do all within what observers have put around that. */
    private static ForkJoinPool pool(Settings settings) {
        UnaryOperator<Runnable> carrier = settings.observers().carrier();
        return new ForkJoinPool(
                settings.parallelism(),
                pool -> new ForkJoinWorkerThread(pool) {
                    @Override
                    @SuppressWarnings("DoNotCall") // It is this thread that runs.
                    public void run() {
                        carrier.apply(super::run).run();
                    }
                },
                null,
                false);
    }

    /** A pool wraps exceptions that cross its threads in others of the same type; what was thrown is at the bottom. */
    private static PlanRejectedException rejected(Settings settings, RuntimeException thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause().getClass() == cause.getClass()) {
            cause = cause.getCause();
        }
        if (cause instanceof PlanRejectedException rejection) {
            return rejection;
        }
        RuntimeException root = cause instanceof RuntimeException runtime ? runtime : thrown;
        return new PlanRejectedException("Cannot plan: " + settings.explain(root), root);
    }

    private Plan plan(List<Intention<?>> intentions) {
        List<Step> steps = sideBySide(wanted(intentions), wanted -> wanted.steps(this)).stream()
                .flatMap(List::stream)
                .toList();
        Collection<Step> merged = merge(steps);
        Map<String, Refusal> refusals = refusals(merged);
        List<Step> allowed =
                merged.stream().filter(step -> !refusals.containsKey(step.id())).toList();
        Plan plan = Plan.builder()
                .incident(incident)
                .createdAt(clock().instant())
                .steps(new StepOrder(allowed).ordered())
                .refusals(refusals.values())
                .warnings(guards.warnings())
                .build();
        settings.requireHandlers(plan);
        return plan;
    }

    /** All targets are known before the first action is planned, so that a read for one serves all. */
    private List<Wanted<?>> wanted(List<Intention<?>> intentions) {
        List<Wanted<?>> wanted = sideBySide(intentions, this::find).stream()
                .flatMap(List::stream)
                .toList();
        List<TargetRef> targets =
                wanted.stream().map(one -> resolve(one.target())).distinct().toList();
        targets.forEach(reads::add);
        targets.forEach(target -> pool.execute(() -> guards.readAhead(target)));
        return wanted;
    }

    private <T extends Target> List<Wanted<?>> find(Intention<T> intention) {
        List<T> targets = intention.targets().find(this);
        if (targets.isEmpty()) {
            guards.warn("There are no " + intention.targets() + ": nothing is planned for them");
        }
        return targets.stream()
                .<Wanted<?>>map(target -> new Wanted<>(target, intention.actions()))
                .toList();
    }

    /** What is to be done to one target. */
    private record Wanted<T extends Target>(T target, List<? extends Action<? super T>> actions) {
        List<Step> steps(PlanContext context) {
            return context.plan(target, actions);
        }
    }

    private static Collection<Step> merge(List<Step> steps) {
        var merged = new LinkedHashMap<String, Step>();
        steps.forEach(step -> merged.merge(step.id(), step, StepOrder::afterBoth));
        return merged.values();
    }

    /** What the guards refuse, and what cannot go without it. */
    private Map<String, Refusal> refusals(Collection<Step> steps) {
        var refused = new LinkedHashMap<String, Refusal>();
        sideBySide(List.copyOf(steps), guards::refusal).stream()
                .flatMap(Optional::stream)
                .forEach(refusal -> refused.put(refusal.step(), refusal));
        boolean grew = !refused.isEmpty();
        while (grew) {
            grew = false;
            for (Step step : steps) {
                Optional<Refusal> required = step.requires().stream()
                        .map(refused::get)
                        .filter(java.util.Objects::nonNull)
                        .findFirst();
                if (required.isPresent() && !refused.containsKey(step.id())) {
                    refused.put(
                            step.id(),
                            new Refusal(
                                    step.target(),
                                    step.id(),
                                    required.get().guard(),
                                    "it requires " + required.get().step() + ", which was refused"));
                    grew = true;
                }
            }
        }
        return refused;
    }

    private <A, B> List<B> sideBySide(List<A> inputs, Function<A, B> work) {
        List<ForkJoinTask<B>> tasks = inputs.stream()
                .map(input -> pool.submit((Callable<B>) () -> work.apply(input)))
                .toList();
        var outputs = new ArrayList<B>();
        tasks.forEach(task -> outputs.add(task.join()));
        return outputs;
    }

    @Override
    public Incident incident() {
        return incident;
    }

    @Override
    public Clock clock() {
        return settings.clock();
    }

    @Override
    public TargetRef resolve(Target target) {
        Provider provider = settings.provider(target.provider())
                .orElseThrow(() -> new PlanRejectedException("Cannot plan for " + target.type() + "/" + target.id()
                        + ": no provider '" + target.provider() + "' is registered (call provider(...))"));
        return once(List.of("resolve", target), () -> provider.resolve(target));
    }

    @Override
    public <P extends Provider> P provider(Class<P> type) {
        return settings.providers().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new PlanRejectedException(
                        "Cannot plan: no " + type.getSimpleName() + " is registered (call provider(...))"));
    }

    @Override
    public <V> V once(Object key, Supplier<V> read) {
        return reads.once(key, read);
    }

    @Override
    public List<TargetRef> peers(TargetRef target) {
        return reads.peers(target);
    }

    @Override
    public <T extends Target> List<Step> plan(T target, List<? extends Action<? super T>> actions) {
        return sideBySide(List.<Action<? super T>>copyOf(actions), action -> action.plan(target, this)).stream()
                .flatMap(List::stream)
                .toList();
    }
}
