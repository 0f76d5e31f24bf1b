package dev.firebreak.aws.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many plans under all that may happen to them at once; {@code -Dfirebreak.soak=1000} for a thousand. */
@ExtendWith(InPlay.class)
class SoakTest {
    private static final int PLANS = Integer.getInteger("firebreak.soak", 20);
    private static final int FIRST_SEED = Integer.getInteger("firebreak.soakSeed", 1);

    @TempDir
    private Path directory;

    @Test
    void incidents_amidDeathsFaultsAndDrifts_areAllReleasedToWhatWas() {
        var figures = new Figures();
        var failures = new ArrayList<String>();
        for (int seed = FIRST_SEED; figures.plans.get() < PLANS; seed++) {
            round(seed, figures).ifPresent(failures::add);
        }
        assertThat(failures).as(figures::toString).isEmpty();
        assertThat(figures.deaths.get()).as(figures::toString).isPositive();
        assertThat(figures.faults.get()).as(figures::toString).isPositive();
        assertThat(figures.drifts.get()).as(figures::toString).isPositive();
        System.out.println("Soak: " + figures);
    }

    /** What is wrong; empty when nothing is. */
    private Optional<String> round(int seed, Figures figures) {
        try (var town = new Town(directory.resolve("seed-" + seed))) {
            var round = new Round(town, new Random(seed), figures);
            try {
                round.run();
                return Optional.empty();
            } catch (AssertionError | RuntimeException e) {
                return Optional.of("Seed " + seed + ", " + round.missions() + ": " + e);
            }
        }
    }
}
