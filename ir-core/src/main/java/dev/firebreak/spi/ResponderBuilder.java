package dev.firebreak.spi;

import dev.firebreak.Plan;
import dev.firebreak.StepResult;
import dev.firebreak.internal.Foreign;
import dev.firebreak.internal.LogContext;
import dev.firebreak.internal.Observers;
import dev.firebreak.internal.OwnIdentity;
import dev.firebreak.internal.PlanRunner;
import dev.firebreak.internal.Settings;
import dev.firebreak.journal.Journal;
import dev.firebreak.telemetry.Activity;
import dev.firebreak.telemetry.Observer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that all faces of the library share.
 *
 * @param <B> the builder itself, so that its methods chain
 */
public abstract class ResponderBuilder<B extends ResponderBuilder<B>> {
    private static final Logger LOG = LoggerFactory.getLogger(ResponderBuilder.class);

    private final List<Provider> providers = new ArrayList<>();
    private final List<StepHandler<?>> handlers = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>(List.of(new OwnIdentity()));
    private final List<Observer> observers = new ArrayList<>(List.of(new LogContext()));
    private @Nullable Journal journal;
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.real();
    private Duration verifyTimeout = Duration.ofSeconds(60);
    private @Nullable Duration stepDeadline;
    private @Nullable Duration deadline;
    private int parallelism = 16;
    private @Nullable Engine engine;

    protected ResponderBuilder() {}

    /** This builder. */
    protected abstract B self();

    /** Adds a provider. */
    public B provider(Provider provider) {
        providers.add(provider);
        return self();
    }

    /** Adds the handler of an application's own kind of step. */
    public B handler(StepHandler<?> handler) {
        handlers.add(handler);
        return self();
    }

    /** Adds a guard. The guard that refuses to contain this process's own identity is always there. */
    public B guard(Guard guard) {
        Objects.requireNonNull(
                guard.name(), () -> "Cannot use guard " + guard.getClass().getName() + ": it has no name");
        guards.add(guard);
        return self();
    }

    /** Where everything is recorded. Must be set. */
    public B journal(Journal target) {
        journal = target;
        return self();
    }

    /** The clock to take the time from. If not set, the system's, in UTC. */
    public B clock(Clock source) {
        clock = source;
        return self();
    }

    /** How to wait. If not set, by sleeping. */
    public B sleeper(Sleeper waiting) {
        sleeper = waiting;
        return self();
    }

    /** How long to wait for a change to become visible. If not set, 60 seconds. */
    public B verifyTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("Invalid verify timeout: " + timeout + " (must not be negative)");
        }
        verifyTimeout = timeout;
        return self();
    }

    /**
     * How long one step may take, from the first look to the last. One that has not begun its change by then does not begin it, and one
     * that is not visible by then is reported as unverified. If not set, as long as its quota and its visibility take.
     */
    public B stepDeadline(Duration longest) {
        stepDeadline = positive("step deadline", longest);
        return self();
    }

    /** How long a run may begin changes; what it has begun by then it finishes. If not set, as long as it takes. */
    public B deadline(Duration longest) {
        deadline = positive("deadline", longest);
        return self();
    }

    private static Duration positive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be positive)");
        }
        return value;
    }

    /** How many steps, or batches of steps, may run side by side in one account and Region. If not set, 16. */
    public B parallelism(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Invalid parallelism: " + steps + " (must be at least 1)");
        }
        parallelism = steps;
        return self();
    }

    /** What decides when, where and together with which others the steps of a run go. If not set, {@link Engine#inProcess}. */
    public B engine(Engine own) {
        engine = own;
        return self();
    }

    /** Tells the listener of each step that ended, as it ends, from the thread that ran it. What it throws is logged, and stops nothing. */
    public B onStep(Consumer<StepResult> listener) {
        return observer(new Observer() {
            @Override
            public void ended(Activity whole, StepResult result) {
                tell(listener, result);
            }
        });
    }

    /** Tells the listener of each plan whose run begins, from the thread that runs it. What it throws is logged, and stops nothing. */
    public B onPlan(Consumer<Plan> listener) {
        return observer(new Observer() {
            @Override
            public void around(Activity activity, Runnable work) {
                if (activity instanceof Activity.Running running) {
                    tell(listener, running.plan());
                }
                work.run();
            }
        });
    }

    private static <T> void tell(Consumer<T> listener, T news) {
        try {
            Foreign.run("it", () -> listener.accept(news));
        } catch (RuntimeException e) {
            LOG.warn("Cannot tell a listener, {}", listener.getClass().getName(), e);
        }
    }

    /** Tells the observer of everything that the responder does, such as one that makes traces and metrics of it. */
    public B observer(Observer observer) {
        observers.add(observer);
        return self();
    }

    /**
     * The responder with these settings.
     *
     * @throws IllegalStateException when no journal is set, two providers have one name, or two handlers one kind
     */
    protected Responder responder() {
        return responder(List.of());
    }

    /** The responder with these settings and further handlers. */
    protected Responder responder(List<? extends StepHandler<?>> more) {
        if (journal == null) {
            throw new IllegalStateException(
                    "Cannot build: no journal is set (call journal(FileJournal.in(directory)))");
        }
        var all = new ArrayList<StepHandler<?>>(handlers);
        all.addAll(more);
        var told = new Observers(observers);
        told.attached(providers());
        var settings = new Settings(
                List.copyOf(providers),
                Settings.byKind(providers, all),
                List.copyOf(guards),
                told,
                Objects.requireNonNull(journal),
                clock,
                sleeper,
                verifyTimeout,
                Optional.ofNullable(stepDeadline),
                Optional.ofNullable(deadline),
                parallelism);
        return new PlanRunner(settings, engine == null ? Engine.inProcess(parallelism) : engine);
    }

    /** The providers added so far. */
    protected List<Provider> providers() {
        return List.copyOf(providers);
    }
}
