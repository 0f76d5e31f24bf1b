package dev.firebreak.testkit.world.lag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far what calls see of some state lags behind what calls have made of it.
 *
 * <p>The state remembers what it was before each change of the latest while: maps, {@linkplain Cell cells} and tables that are made with a
 * lag. Reading {@linkplain #past in the past} shows it as it was one bound ago; all other reading, and all writing, is of the present.
 * Without a bound nothing is remembered, and the state is made of plain collections.
 *
 * <p><i>Threading:</i> the view belongs to the thread; the state, as all of the world's, to the world's monitor.
 */
public final class Lag {
    private final Duration bound;
    private final Clock clock;
    private final ThreadLocal<View> view = ThreadLocal.withInitial(() -> View.PRESENT);

    private enum View {
        PRESENT,
        PAST,
        SETTLED
    }

    private Lag(Duration bound, Clock clock) {
        this.bound = bound;
        this.clock = clock;
    }

    /** A lag of this much by this clock; none when it is zero. */
    public static Lag of(Duration bound, Clock clock) {
        return new Lag(bound, clock);
    }

    /** Whether everything is seen at once. */
    public boolean isNone() {
        return bound.isZero();
    }

    /** Has something read the state as it was one bound ago. */
    public <T extends @Nullable Object> T past(Supplier<T> reading) {
        return in(View.PAST, reading);
    }

    /** Has something read the state as it is, within a reading of the past. */
    public <T extends @Nullable Object> T present(Supplier<T> reading) {
        return in(View.PRESENT, reading);
    }

    /** Has something read the state as it is, and change it so that everybody sees it at once. */
    public <T extends @Nullable Object> T settled(Supplier<T> doing) {
        return in(View.SETTLED, doing);
    }

    /** What is settled stays so, whatever it calls. */
    private <T extends @Nullable Object> T in(View wanted, Supplier<T> doing) {
        if (isNone() || view.get() == View.SETTLED) {
            return doing.get();
        }
        View before = view.get();
        view.set(wanted);
        try {
            return doing.get();
        } finally {
            view.set(before);
        }
    }

    /** The same map, or one that lags. */
    public <K, V> Map<K, V> map(Map<K, V> empty) {
        return isNone() ? empty : new LaggingMap<>(empty, new Journal<>(this));
    }

    /** The same map, or one that lags. */
    public <K, V> SortedMap<K, V> sorted(SortedMap<K, V> empty) {
        return isNone() ? empty : new LaggingSortedMap<>(empty, new Journal<>(this));
    }

    /** A place for one value, which may lag. */
    public <T extends @Nullable Object> Cell<T> cell(T first) {
        return new Cell<>(first, this);
    }

    /** What is remembered; {@code null} when nothing lags. */
    <K, V> @Nullable Journal<K, V> journal() {
        return isNone() ? null : new Journal<>(this);
    }

    boolean isPast() {
        return view.get() == View.PAST;
    }

    boolean isSettled() {
        return view.get() == View.SETTLED;
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether by now everybody sees what was changed at a time. */
    boolean hasArrived(Instant changed) {
        return !now().isBefore(changed.plus(bound));
    }
}
