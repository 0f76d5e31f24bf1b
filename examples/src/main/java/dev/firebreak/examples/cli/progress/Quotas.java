package dev.firebreak.examples.cli.progress;

import dev.firebreak.Step;
import dev.firebreak.spi.Pace;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;

/**
 * What AWS's quotas do to a run.
 *
 * @param pace counts how often AWS has told this process to slow down
 * @param timeFor how long the quotas take at least for these steps
 */
public record Quotas(Pace pace, Function<Collection<Step>, Duration> timeFor) {}
