package dev.firebreak.internal;

import dev.firebreak.spi.Sleeper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks at the world again and again until it is as expected, or the time is up. */
final class Waiting {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Sleeper sleeper;
    private final Duration timeout;

    Waiting(Sleeper sleeper, Duration timeout) {
        this.sleeper = sleeper;
        this.timeout = timeout;
    }

    /**
     * The last thing seen.
     *
     * @param seen what was last seen; empty when every look failed
     * @param expected whether it was as expected
     * @param trouble why the last look failed; empty when it did not
     */
    record Sight<S>(Optional<S> seen, boolean expected, String trouble) {}

    /** How long it looks. */
    Duration timeout() {
        return timeout;
    }

    /** Looks at least once, until the look says that all is as expected; whether it did. */
    boolean until(BooleanSupplier look) {
        Duration waited = Duration.ZERO;
        Duration pause = FIRST;
        while (!look.getAsBoolean()) {
            if (waited.compareTo(timeout) >= 0 || !pause(pause)) {
                return false;
            }
            waited = waited.plus(pause);
            pause = pause.multipliedBy(3).dividedBy(2);
            pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        }
        return true;
    }

    /** Looks at least once; a look that fails counts as one that sees nothing yet. */
    <S> Sight<S> until(Predicate<S> expected, Supplier<S> look, Function<RuntimeException, String> words) {
        var last = new AtomicReference<Sight<S>>();
        until(() -> {
            last.set(look(expected, look, words));
            return last.get().expected();
        });
        return last.get();
    }

    private static <S> Sight<S> look(
            Predicate<S> expected, Supplier<S> look, Function<RuntimeException, String> words) {
        try {
            S seen = look.get();
            return new Sight<>(Optional.of(seen), expected.test(seen), "");
        } catch (dev.firebreak.JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Sight<>(Optional.empty(), false, words.apply(e));
        }
    }

    private boolean pause(Duration pause) {
        try {
            sleeper.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
