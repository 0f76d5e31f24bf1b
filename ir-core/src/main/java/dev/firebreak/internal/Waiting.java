package dev.firebreak.internal;

import dev.firebreak.JournalException;
import dev.firebreak.spi.Sleeper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the world again and again until it is as expected, or the time is up. */
final class Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Sleeper sleeper;
    private final Duration timeout;
    private boolean interrupted;

    Waiting(Sleeper sleeper, Duration timeout) {
        this.sleeper = sleeper;
        this.timeout = timeout;
    }

    /**
     * The last thing seen.
     *
     * @param seen what was last seen; empty when every look failed
     * @param expected whether it was as expected
     */
    record Sight<S>(Optional<S> seen, boolean expected) {}

    /** When it gave up, in words. */
    String words() {
        return interrupted ? "yet, and the wait was interrupted" : "after " + timeout.toSeconds() + " s";
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
    <S> Sight<S> until(Predicate<S> expected, Supplier<S> look) {
        var last = new AtomicReference<Sight<S>>();
        until(() -> {
            last.set(look(expected, look));
            return last.get().expected();
        });
        return last.get();
    }

    private static <S> Sight<S> look(Predicate<S> expected, Supplier<S> look) {
        try {
            S seen = look.get();
            return new Sight<>(Optional.of(seen), expected.test(seen));
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("Cannot look", e);
            return new Sight<>(Optional.empty(), false);
        }
    }

    private boolean pause(Duration pause) {
        try {
            sleeper.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted = true;
            return false;
        }
    }
}
