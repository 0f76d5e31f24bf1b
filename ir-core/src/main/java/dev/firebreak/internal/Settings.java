package dev.firebreak.internal;

import dev.firebreak.FirebreakException;
import dev.firebreak.Plan;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.journal.Journal;
import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.Guard;
import dev.firebreak.spi.Pace;
import dev.firebreak.spi.Provider;
import dev.firebreak.spi.Sleeper;
import dev.firebreak.spi.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a responder was built with. */
public record Settings(
        List<Provider> providers,
        Map<String, StepHandler<?>> handlers,
        List<Guard> guards,
        Observers observers,
        Journal journal,
        Clock clock,
        Sleeper sleeper,
        Duration verifyTimeout,
        Optional<Duration> stepDeadline,
        Optional<Duration> deadline,
        int parallelism) {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

    /** The handlers of these providers, each of another name, and more, by the kind of step that they run. */
    public static Map<String, StepHandler<?>> byKind(List<Provider> providers, List<StepHandler<?>> more) {
        unique(providers, Provider::name, "providers have the name");
        List<StepHandler<?>> all = Stream.concat(providers.stream().flatMap(Settings::handlers), more.stream())
                .collect(Collectors.toList());
        all.forEach(CheckedHandler::requireUsable);
        return unique(all, StepHandler::kind, "handlers run the kind");
    }

    private static Stream<StepHandler<?>> handlers(Provider provider) {
        List<StepHandler<?>> handlers = provider.handlers();
        if (handlers == null || handlers.stream().anyMatch(Objects::isNull)) {
            throw new IllegalStateException(
                    "Cannot build: " + provider.getClass().getName() + " answered "
                            + (handlers == null ? "null" : "a list with null") + " for its handlers");
        }
        return handlers.stream();
    }

    private static <V> Map<String, V> unique(List<V> values, Function<V, String> key, String clash) {
        return values.stream().collect(Collectors.toMap(key, Function.identity(), (first, second) -> {
            throw new IllegalStateException("Cannot build: two " + clash + " '" + key.apply(first) + "' ("
                    + first.getClass().getName() + " and " + second.getClass().getName() + ")");
        }));
    }

    Optional<Provider> provider(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst();
    }

    CheckedHandler<?> handler(Step step) {
        StepHandler<?> handler = handlers.get(step.kind());
        if (handler == null) {
            throw new PlanRejectedException("Cannot run " + step.id() + ": no handler is registered for '" + step.kind()
                    + "' (register its provider, or the handler with handler(...))");
        }
        return new CheckedHandler<>(handler);
    }

    /** The quotas that a step is subject to. */
    Pace pace(Step step) {
        return provider(step.resource().provider()).map(Provider::pace).orElse(Pace.UNLIMITED);
    }

    /** Where the step runs, and with what. */
    Place place(Step step) {
        return Places.of(step, handler(step));
    }

    void requireHandlers(Plan plan) {
        plan.steps().forEach(this::place);
    }

    /** The exception in words for the responder, by the first provider that knows it; empty when none does. */
    Optional<String> explain(RuntimeException exception) {
        return providers.stream()
                .map(provider -> classify(provider, exception))
                .filter(failure -> !failure.equals(Failure.unknown(exception)))
                .map(Failure::message)
                .findFirst();
    }

    /** What an exception means; where it was thrown is for the log alone. */
    Failure classify(Step step, RuntimeException exception) {
        LOG.debug("Step {} failed", step.id(), exception);
        if (exception instanceof FirebreakException) {
            return new Failure(Failure.Kind.REFUSED, String.valueOf(exception.getMessage()), "", "");
        }
        return provider(step.resource().provider())
                .map(provider -> classify(provider, exception))
                .orElseGet(() -> Failure.unknown(exception));
    }

    private static Failure classify(Provider provider, RuntimeException exception) {
        try {
            return Objects.requireNonNull(Foreign.call("it", () -> provider.classify(exception)), "it answered null");
        } catch (RuntimeException e) {
            LOG.warn("Provider {} cannot classify {}", provider.name(), exception, e);
            return Failure.unknown(exception);
        }
    }
}
