package dev.firebreak.spi;

import dev.firebreak.StepResult;
import dev.firebreak.internal.OwnIdentity;
import dev.firebreak.internal.PlanRunner;
import dev.firebreak.internal.Settings;
import dev.firebreak.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all faces of the library share.
 *
 * @param <B> the builder itself, so that its methods chain
 */
public abstract class ResponderBuilder<B extends ResponderBuilder<B>> {
    private final List<Provider> providers = new ArrayList<>();
    private final List<StepHandler<?>> handlers = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>(List.of(new OwnIdentity()));
    private final List<Consumer<StepResult>> listeners = new ArrayList<>();
    private @Nullable Journal journal;
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.real();
    private Duration verifyTimeout = Duration.ofSeconds(60);
    private int parallelism = 16;

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

    /** How many steps may run side by side. If not set, 16. */
    public B parallelism(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Invalid parallelism: " + steps + " (must be at least 1)");
        }
        parallelism = steps;
        return self();
    }

    /** Tells the listener of each step that ended, as it ends, from the thread that ran it. */
    public B onStep(Consumer<StepResult> listener) {
        listeners.add(listener);
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
        return new PlanRunner(new Settings(
                List.copyOf(providers),
                all,
                List.copyOf(guards),
                List.copyOf(listeners),
                Objects.requireNonNull(journal),
                clock,
                sleeper,
                verifyTimeout,
                parallelism));
    }

    /** The providers added so far. */
    protected List<Provider> providers() {
        return List.copyOf(providers);
    }
}
