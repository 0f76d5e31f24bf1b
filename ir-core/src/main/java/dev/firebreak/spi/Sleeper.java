package dev.firebreak.spi;

import java.time.Duration;

/** Waits. Tests give one that moves a manual clock instead. */
@FunctionalInterface
public interface Sleeper {
    /** Waits for this long. */
    void sleep(Duration duration) throws InterruptedException;

    /** One that really waits. */
    static Sleeper real() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
