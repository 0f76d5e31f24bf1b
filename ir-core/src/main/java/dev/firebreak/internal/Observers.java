package dev.firebreak.internal;

import dev.firebreak.Plan;
import dev.firebreak.StepResult;
import dev.firebreak.spi.Provider;
import dev.firebreak.telemetry.Activity;
import dev.firebreak.telemetry.Observer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All observers, of which the first is the outermost. */
public record Observers(List<Observer> all) implements Observer {
    public Observers {
        all = List.copyOf(all);
    }

    @Override
    public void attached(List<Provider> providers) {
        all.forEach(observer -> observer.attached(providers));
    }

    @Override
    public void around(Activity activity, Runnable work) {
        Runnable surrounded = work;
        for (int index = all.size() - 1; index >= 0; index--) {
            Observer observer = all.get(index);
            Runnable inner = surrounded;
            surrounded = () -> observer.around(activity, inner);
        }
        surrounded.run();
    }

    /** Surrounds work that gives something. */
    <T> T around(Activity activity, Supplier<T> work) {
        var given = new AtomicReference<T>();
        around(activity, () -> given.set(work.get()));
        return given.get();
    }

    @Override
    public UnaryOperator<Runnable> carrier() {
        return all.stream()
                .map(Observer::carrier)
                .reduce(UnaryOperator.identity(), (outer, inner) -> work -> outer.apply(inner.apply(work)));
    }

    @Override
    public void planned(Activity.Planning planning, Plan plan) {
        all.forEach(observer -> observer.planned(planning, plan));
    }

    @Override
    public void ended(Activity whole, StepResult result) {
        all.forEach(observer -> observer.ended(whole, result));
    }
}
