package dev.firebreak.examples.cli.progress;

import dev.firebreak.StepResult;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/** Tells how a run goes on: of one target each step; of several, how far it is. */
public final class Progress implements Consumer<StepResult>, AutoCloseable {
    private final Consumer<String> lines;
    private final boolean terminal;
    private final Throttles throttles;
    private final LongSupplier nanos;
    private volatile @Nullable Mass mass;

    /**
     * @param lines takes what is to be read, line by line
     * @param terminal whether standard error is one, on which a line may be written over
     * @param throttles how often AWS has asked to slow down
     * @param nanos the time, of which only differences matter
     */
    public Progress(Consumer<String> lines, boolean terminal, Throttles throttles, LongSupplier nanos) {
        this.lines = lines;
        this.terminal = terminal;
        this.throttles = throttles;
        this.nanos = nanos;
    }

    /** Begins to count; must be called before the run begins. */
    public void begin(Tally tally) {
        mass = tally.targets() > 1 ? new Mass(tally, nanos.getAsLong()) : null;
    }

    @Override
    public void accept(StepResult result) {
        Mass many = mass;
        if (many == null) {
            lines.accept(result.status() + " " + result.step().summary());
        } else {
            many.add(result);
        }
    }

    @Override
    public void close() {
        Mass many = mass;
        if (many != null) {
            many.display.close();
        }
    }

    private final class Mass {
        private final Tally tally;
        private final long start;
        private final Display display;

        Mass(Tally tally, long start) {
            this.tally = tally;
            this.start = start;
            this.display = terminal
                    ? new BarDisplay(figures(), new ConsoleProgressBarConsumer(System.err))
                    : new LineDisplay(lines);
            display.show(figures());
        }

        private Figures figures() {
            return tally.figures(throttles.throttles(), Duration.ofNanos(nanos.getAsLong() - start));
        }

        /** One after another, so that figures never go back. */
        private synchronized void add(StepResult result) {
            tally.add(result);
            display.show(figures());
        }
    }
}
