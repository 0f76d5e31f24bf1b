package dev.firebreak.spi;

import dev.firebreak.Action;
import dev.firebreak.Target;
import dev.firebreak.TargetQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to which targets.
 *
 * @param targets finds the targets
 * @param actions each yields steps for each of the targets
 */
public record Intention<T extends Target>(TargetQuery<T> targets, List<? extends Action<? super T>> actions) {
    public Intention {
        actions = List.copyOf(actions);
    }

    /** These actions, to be done to this target. */
    public static <T extends Target> Intention<T> of(T target, List<? extends Action<? super T>> actions) {
        List<T> one = List.of(target);
        return new Intention<>(context -> one, actions);
    }

    /** Intentions in their order. Immutable; to add one takes as long whether there are none or thousands. */
    public static final class Sequence {
        private static final Sequence EMPTY = new Sequence(null, List.of());

        private final @Nullable Sequence before;
        private final List<Intention<?>> last;

        private Sequence(@Nullable Sequence before, List<Intention<?>> last) {
            this.before = before;
            this.last = last;
        }

        /** No intentions. */
        public static Sequence empty() {
            return EMPTY;
        }

        /** These, and another one behind them. */
        public Sequence and(Intention<?> next) {
            return new Sequence(this, List.of(next));
        }

        /** The intentions, the first one first. */
        public List<Intention<?>> toList() {
            var all = new ArrayList<Intention<?>>();
            for (Sequence part = this; part != null; part = part.before) {
                all.addAll(part.last);
            }
            Collections.reverse(all);
            return List.copyOf(all);
        }
    }
}
