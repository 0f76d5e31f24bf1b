package dev.firebreak.examples.cli.progress;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line of a terminal that keeps changing: a bar of steps, their rate, and the time that is left. */
final class BarDisplay implements Display {
    private static final int INTERVAL_MILLIS = 250;

    private final ProgressBar bar;

    BarDisplay(Figures beginning, ProgressBarConsumer terminal) {
        this.bar = new ProgressBarBuilder()
                .setTaskName("Steps")
                .setInitialMax(beginning.steps())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setConsumer(terminal)
                .showSpeed()
                .build();
    }

    @Override
    public void show(Figures figures) {
        bar.maxHint(figures.steps());
        bar.stepTo(figures.ended());
        bar.setExtraMessage(" " + figures.targetsInWords() + figures.leftInWords());
    }

    @Override
    public void close() {
        bar.close();
    }
}
