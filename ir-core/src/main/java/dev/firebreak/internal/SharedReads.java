package dev.firebreak.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Reads;
import java.util.List;
import java.util.function.Supplier;

/** What one plan, or one run, reads once. */
final class SharedReads implements Reads {
    private final Once once = new Once();
    private final Peers peers = new Peers();

    void add(TargetRef target) {
        peers.add(target);
    }

    @Override
    public <V> V once(Object key, Supplier<V> read) {
        return once.get(key, read);
    }

    @Override
    public List<TargetRef> peers(TargetRef target) {
        return peers.of(target);
    }
}
