package dev.firebreak.examples.cli.progress;

import dev.firebreak.StepResult;
import dev.firebreak.examples.cli.progress.Figures.Slowdown;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/** Tells how a run goes on: of one target each step; of several, how far it is. */
public final class Progress implements Consumer<StepResult>, AutoCloseable {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Consumer<String> lines;
    private final boolean terminal;
    private final LongSupplier nanos;
    private volatile @Nullable Mass mass;

    /**
     * @param lines takes what is to be read, line by line
     * @param terminal whether standard error is one, on which a line may be written over
     * @param nanos the time, of which only differences matter
     */
    public Progress(Consumer<String> lines, boolean terminal, LongSupplier nanos) {
        this.lines = lines;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** Begins to count; must be called before the run begins. */
    public void begin(Tally tally, Quotas quotas) {
        mass = tally.targets() > 1 ? new Mass(tally, quotas, nanos.getAsLong()) : null;
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
        private final Quotas quotas;
        private final long start;
        private final Display display;
        private Duration left = Duration.ZERO;
        private long asked;

        Mass(Tally tally, Quotas quotas, long start) {
            this.tally = tally;
            this.quotas = quotas;
            this.start = start;
            this.asked = start - ASK_AGAIN.toNanos();
            this.display = terminal
                    ? new BarDisplay(figures(), new ConsoleProgressBarConsumer(System.err))
                    : new LineDisplay(lines);
            display.show(figures());
        }

        private Figures figures() {
            long now = nanos.getAsLong();
            var slowdown = new Slowdown(quotas.pace().usage().throttled(), left(now));
            return tally.figures(slowdown, Duration.ofNanos(now - start));
        }

        /** Going through all steps at the end of each would take longer than many a step. */
        private Duration left(long now) {
            if (now - asked >= ASK_AGAIN.toNanos()) {
                asked = now;
                left = quotas.timeFor().apply(tally.open());
            }
            return left;
        }

        /** One after another, so that figures never go back. */
        private synchronized void add(StepResult result) {
            tally.add(result);
            display.show(figures());
        }
    }
}
