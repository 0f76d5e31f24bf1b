package dev.firebreak.aws.crash;

import java.util.concurrent.atomic.AtomicLong;

/** What happened in a soak. */
final class Figures {
    final AtomicLong plans = new AtomicLong();
    final AtomicLong plannedAgain = new AtomicLong();
    final AtomicLong processes = new AtomicLong();
    final AtomicLong deaths = new AtomicLong();
    final AtomicLong hindered = new AtomicLong();
    final AtomicLong faults = new AtomicLong();
    final AtomicLong drifts = new AtomicLong();

    @Override
    public String toString() {
        return plans + " plans, " + plannedAgain + " of them planned again; " + processes + " processes, of which "
                + deaths + " died and " + hindered + " were hindered; " + faults + " faults, " + drifts + " drifts";
    }
}
