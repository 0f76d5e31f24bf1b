package dev.firebreak.benchmarks;

import java.nio.file.Path;

/** Measures containment: of one instance, of many under EC2's quotas, and of many in many accounts. */
final class MassBenchmarks {
    private MassBenchmarks() {}

    static void measure(Path directory) throws Exception {
        SingleCutOff.measure(directory);
        PacedCutOff.measure(directory, Integer.getInteger("benchmarks.instances", 1000));
    }
}
