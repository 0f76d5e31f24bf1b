package dev.firebreak.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets other threads hold a run, or stop it before its next change. */
final class RunControl {
    private final String incident;
    private final Optional<Instant> deadline;
    private final Optional<Duration> longest;
    private @Nullable String cancelled;
    private boolean paused;

    /** @param longest how long the run may begin changes; empty for as long as it takes */
    RunControl(String incident, Instant started, Optional<Duration> longest) {
        this.incident = incident;
        this.longest = longest;
        this.deadline = longest.map(started::plus);
    }

    String incident() {
        return incident;
    }

    synchronized void cancel(String reason) {
        cancelled = Objects.requireNonNull(reason, "reason");
        notifyAll();
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void proceed() {
        paused = false;
        notifyAll();
    }

    /** Waits while the run is paused. */
    synchronized void awaitTurn() {
        while (paused && cancelled == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                cancelled = "the run was interrupted while it was paused";
            }
        }
    }

    /** Why no change may be begun; empty when it may. */
    synchronized Optional<String> stop(Instant now) {
        if (cancelled != null) {
            return Optional.of("the run was cancelled before: " + cancelled);
        }
        return deadline.filter(now::isAfter)
                .map(end -> "the run's deadline of " + longest.orElseThrow() + " had passed before it was begun");
    }
}
