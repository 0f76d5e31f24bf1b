package dev.firebreak.spi;

import dev.firebreak.TargetRef;
import java.util.List;
import java.util.function.Supplier;

/** Reads of the world that a plan or a run makes once, however many of its steps and targets ask. */
public interface Reads {
    /** Reads on behalf of nobody else: each read runs when it is asked for. */
    static Reads alone() {
        return new Reads() {
            @Override
            public <V> V once(Object key, Supplier<V> read) {
                return read.get();
            }

            @Override
            public List<TargetRef> peers(TargetRef target) {
                return List.of(target);
            }
        };
    }

    /**
     * The value of {@code read}, which runs once per key; everybody who asks gets the one value, or the one exception.
     *
     * @param key names the read, and must be equal only for equal reads
     */
    <V> V once(Object key, Supplier<V> read);

    /**
     * All targets of the plan that are of the same provider, account, Region and type as this one, itself included, so that one read
     * can serve them all.
     */
    List<TargetRef> peers(TargetRef target);
}
