package dev.firebreak.examples.cli.progress;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lines for a log: one every few seconds, and one at the end. */
final class LineDisplay implements Display {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Consumer<String> out;
    private @Nullable Figures shown;
    private @Nullable Figures last;

    LineDisplay(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public synchronized void show(Figures figures) {
        last = figures;
        if (shown == null || figures.elapsed().minus(shown.elapsed()).compareTo(INTERVAL) >= 0) {
            print(figures);
        }
    }

    private void print(Figures figures) {
        out.accept(figures.inWords());
        shown = figures;
    }

    @Override
    public synchronized void close() {
        if (last != null && !last.equals(shown)) {
            print(last);
        }
    }
}
