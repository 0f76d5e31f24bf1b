package dev.firebreak.spi;

import dev.firebreak.Action;
import dev.firebreak.Target;
import dev.firebreak.TargetQuery;
import java.util.List;

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
}
