package dev.firebreak.examples.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lines for a log: one every few seconds, and one at the end. */
final class LineDisplay implements Display {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private @Nullable Figures shown;
    private @Nullable Figures last;

    LineDisplay(PrintWriter out) {
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
        out.println(figures.inWords());
        out.flush();
        shown = figures;
    }

    @Override
    public synchronized void close() {
        if (last != null && !last.equals(shown)) {
            print(last);
        }
    }
}
