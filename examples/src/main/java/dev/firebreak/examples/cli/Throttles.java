package dev.firebreak.examples.cli;

/** How often AWS has told this process to slow down. */
@FunctionalInterface
interface Throttles {
    /** How many answers said so, up to now. */
    long throttles();
}
