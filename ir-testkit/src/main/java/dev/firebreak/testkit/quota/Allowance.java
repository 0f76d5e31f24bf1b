package dev.firebreak.testkit.quota;

/**
 * What a token bucket allows.
 *
 * @param capacity how many tokens it holds; it is full at first
 * @param perSecond how many it regains in a second
 */
record Allowance(double capacity, double perSecond) {
    Allowance {
        if (!(capacity >= 1) || !(perSecond > 0) || Double.isInfinite(capacity) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("Invalid token bucket: capacity " + capacity + ", " + perSecond
                    + " tokens a second (must be at least 1, and more than 0)");
        }
    }

    /** A rate that is published without a bucket: what a second allows may come at once. */
    static Allowance rate(double perSecond) {
        return new Allowance(Math.max(1, perSecond), perSecond);
    }

    /** A bucket of less than one token would never let anything through. */
    Allowance scaledBy(double factor) {
        return new Allowance(Math.max(1, capacity * factor), perSecond * factor);
    }
}
