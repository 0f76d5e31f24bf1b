package dev.firebreak.examples.cli.progress;

/** How often AWS has told this process to slow down. */
@FunctionalInterface
public interface Throttles {
    /** How many answers said so, up to now. */
    long throttles();
}
