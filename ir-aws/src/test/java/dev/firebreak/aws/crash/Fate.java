package dev.firebreak.aws.crash;

import java.util.function.Consumer;

/**
 * When a process dies: at the n-th of the points that it passes. There is one before and one behind each record of the journal and each
 * item of evidence, and one behind each call of AWS.
 */
final class Fate {
    private final int last;
    private final Consumer<String> death;
    private int passed;
    private String end = "";

    private Fate(int last, Consumer<String> death) {
        this.last = last;
        this.death = death;
    }

    static Fate spared() {
        return new Fate(Integer.MAX_VALUE, point -> {});
    }

    /** Dies in play: an error is thrown at this point, and at each that another thread of the process comes to later. */
    static Fate inPlay(int point) {
        return new Fate(point, where -> {
            throw new ProcessDeath(where);
        });
    }

    /** Dies in earnest: the JVM ends at once. */
    static Fate inEarnest(int point) {
        return new Fate(point, where -> Runtime.getRuntime().halt(ChildProcess.KILLED));
    }

    /** Passes a point, or dies there. */
    void pass(String point) {
        if (isDue(point)) {
            death.accept(end);
        }
    }

    private synchronized boolean isDue(String point) {
        passed++;
        if (passed == last) {
            end = point;
        }
        return passed >= last;
    }

    /** How many points were passed. */
    synchronized int passed() {
        return passed;
    }

    synchronized boolean isDead() {
        return passed >= last;
    }

    /** Where it died. */
    @Override
    public synchronized String toString() {
        return isDead() ? "dead at point " + last + ", " + end : "alive after " + passed + " points";
    }
}
