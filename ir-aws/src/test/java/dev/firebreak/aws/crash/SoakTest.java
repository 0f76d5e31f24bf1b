package dev.firebreak.aws.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        for (int seed = FIRST_SEED; figures.plans.get() < PLANS; seed++) {
            round(seed, figures);
        }
        assertThat(figures.deaths.get()).as(figures::toString).isPositive();
        assertThat(figures.faults.get()).as(figures::toString).isPositive();
        assertThat(figures.drifts.get()).as(figures::toString).isPositive();
        System.out.println("Soak: " + figures);
    }

    private void round(int seed, Figures figures) {
        try (var town = new Town(directory.resolve("seed-" + seed))) {
            var round = new Round(town, new Random(seed), figures);
            try {
                round.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + seed + ", " + round.missions() + ": " + e.getMessage(), e);
            }
        }
    }
}
