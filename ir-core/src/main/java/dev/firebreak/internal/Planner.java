package dev.firebreak.internal;

import dev.firebreak.Action;
import dev.firebreak.Incident;
import dev.firebreak.Plan;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.internal.schedule.InProcessEngine;
import dev.firebreak.spi.Intention;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.Provider;
import dev.firebreak.telemetry.Activity.Planning;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes one plan. */
final class Planner implements PlanContext {
    private final Settings settings;
    private final Incident incident;
    private final GuardDesk guards;
    private final SharedReads reads = new SharedReads();

    /** A step for anything else is for the target that its action was asked for: guards would not find what exempts that. */
    private final Set<TargetRef> askedFor = ConcurrentHashMap.newKeySet();

    private Planner(Settings settings, Incident incident) {
        this.settings = settings;
        this.incident = incident;
        this.guards = new GuardDesk(settings, incident, reads);
    }

    /** In a pool for what is to be found, then in one for all lanes, of which each reads by itself. */
    static Plan plan(Settings settings, Incident incident, List<Intention<?>> intentions) {
        var planning = new Planning(incident);
        return settings.observers().around(planning, () -> {
            Plan plan = read(settings, incident, intentions);
            settings.observers().planned(planning, plan);
            return plan;
        });
    }

    private static Plan read(Settings settings, Incident incident, List<Intention<?>> intentions) {
        var planner = new Planner(settings, incident);
        try {
            List<Wanted<?>> wanted = planner.in(settings.parallelism(), () -> planner.find(intentions));
            return planner.in(planner.threads(wanted), () -> planner.plan(wanted));
        } catch (RuntimeException e) {
            throw rejected(settings, e);
        }
    }

    private <V> V in(int threads, Callable<V> work) {
        ForkJoinPool pool = pool(threads);
        try {
            return pool.submit(work).join();
        } finally {
            pool.shutdown();
        }
    }

    /** Its threads live for one plan, and do all within what observers have put around that. */
    private ForkJoinPool pool(int threads) {
        UnaryOperator<Runnable> carrier = settings.observers().carrier();
        return new ForkJoinPool(
                threads,
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

    private static PlanRejectedException rejected(Settings settings, RuntimeException thrown) {
        Throwable cause = thrown;
        while (isWrapping(cause)) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        if (cause instanceof PlanRejectedException rejection) {
            return rejection;
        }
        RuntimeException root = cause instanceof RuntimeException runtime ? runtime : thrown;
        return new PlanRejectedException(
                "Cannot plan: " + settings.explain(root).orElseGet(root::toString), root);
    }

    /** A pool wraps exceptions that cross its threads in others of the same type, which say no more than they do. */
    private static boolean isWrapping(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null
                && cause.getClass() == thrown.getClass()
                && (thrown.getMessage() == null || thrown.getMessage().equals(cause.toString()));
    }

    private int threads(List<Wanted<?>> wanted) {
        long lanes = wanted.stream().map(this::lane).distinct().count();
        return (int) Math.max(1, Math.min(InProcessEngine.MOST_THREADS, lanes * settings.parallelism()));
    }

    private Plan plan(List<Wanted<?>> wanted) {
        List<Step> steps = steps(wanted);
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
    private List<Wanted<?>> find(List<Intention<?>> intentions) {
        List<Wanted<?>> wanted = sideBySide(intentions, this::find).stream()
                .flatMap(List::stream)
                .toList();
        wanted.stream().map(one -> resolve(one.target())).forEach(target -> {
            askedFor.add(target);
            reads.add(target);
        });
        return wanted;
    }

    private List<Step> steps(List<Wanted<?>> wanted) {
        List<Wanted<?>> inTurn = inTurn(wanted);
        List<ForkJoinTask<?>> readAhead = inTurn.stream()
                .<ForkJoinTask<?>>map(one -> ForkJoinTask.adapt(() -> guards.readAhead(resolve(one.target()))))
                .toList();
        readAhead.forEach(ForkJoinTask::fork);
        var rejections = new Rejections();
        List<List<Step>> planned = sideBySide(inTurn, one -> rejections.unless(one.target(), () -> one.steps(this)));
        rejections.throwAny(wanted.stream().map(Wanted::target).toList());
        readAhead.forEach(ForkJoinTask::join);
        Map<Wanted<?>, List<Step>> steps = new IdentityHashMap<>();
        for (int place = 0; place < planned.size(); place++) {
            steps.put(inTurn.get(place), planned.get(place));
        }
        return wanted.stream()
                .flatMap(one -> steps.getOrDefault(one, List.of()).stream())
                .toList();
    }

    /** Lanes take turns, so that none waits until all threads have what they wait for from the ones before. */
    private List<Wanted<?>> inTurn(List<Wanted<?>> wanted) {
        Map<String, Integer> seen = new HashMap<>();
        Map<Wanted<?>, Integer> turns = new IdentityHashMap<>();
        wanted.forEach(one -> turns.put(one, seen.merge(lane(one), 1, Integer::sum)));
        return wanted.stream()
                .sorted(Comparator.comparing(one -> turns.getOrDefault(one, 0)))
                .toList();
    }

    private String lane(Wanted<?> wanted) {
        return Places.lane(resolve(wanted.target()));
    }

    private <T extends Target> List<Wanted<?>> find(Intention<T> intention) {
        List<T> targets = answered(() -> intention.targets().find(this), "", intention.targets());
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
                        .filter(Objects::nonNull)
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

    /** Others take the first tasks, this thread the last ones: finding the first of many in its own queue would take long. */
    private static <A, B> List<B> sideBySide(List<A> inputs, Function<A, B> work) {
        List<ForkJoinTask<B>> tasks = inputs.stream()
                .map(input -> ForkJoinTask.adapt((Callable<B>) () -> work.apply(input)))
                .toList();
        tasks.forEach(ForkJoinTask::fork);
        for (int last = tasks.size() - 1; last >= 0; last--) {
            tasks.get(last).quietlyJoin();
        }
        return tasks.stream().map(ForkJoinTask::join).toList();
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
        return once(
                List.of("resolve", target),
                () -> Objects.requireNonNull(
                        provider.resolve(target),
                        () -> "Provider '" + provider.name() + "' answered null for resolve of " + target.type() + " "
                                + target.id()));
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
        askedFor.add(resolve(target));
        return sideBySide(List.<Action<? super T>>copyOf(actions), action -> steps(target, action)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private <T extends Target> List<Step> steps(T target, Action<? super T> action) {
        TargetRef ref = resolve(target);
        return answered(() -> action.plan(target, this), " for " + target.type() + " " + target.id(), action).stream()
                .map(step -> askedFor.contains(step.target()) ? step : step.withTarget(ref))
                .toList();
    }

    /** What an action or a query answers; what it throws that no provider knows of is told with its name. */
    private <V> List<V> answered(Supplier<@Nullable List<V>> question, String whom, Object asked) {
        List<V> answer;
        try {
            answer = Foreign.call("it", question);
        } catch (PlanRejectedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isWrapping(e) || settings.explain(e).isPresent()) {
                throw e;
            }
            throw new PlanRejectedException("Cannot plan" + whom + ": " + asked + " threw " + e, e);
        }
        if (answer == null || answer.stream().anyMatch(Objects::isNull)) {
            throw new PlanRejectedException("Cannot plan" + whom + ": " + asked + " answered "
                    + (answer == null ? "null" : "a list with null") + " (must be a list, which may be empty)");
        }
        return answer;
    }
}
