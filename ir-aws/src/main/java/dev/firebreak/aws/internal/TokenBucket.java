package dev.firebreak.aws.internal;

import dev.firebreak.aws.RequestQuota;

/**
 * Tokens that come back at a rate. Others share an account's quotas, and some quotas are not known: a refusal slows the rate down by a
 * part, and it recovers steadily. Times are nanoseconds from any beginning. Not safe for use by many threads.
 */
final class TokenBucket {
    private static final double NANOS = 1e9;
    private static final double SLOWER = 0.7;

    /** For quotas that are known, as parts of the known rate. */
    private static final double SLOWEST = 0.1;

    private static final double RECOVERY = 0.005;

    /** For quotas that are not known, in calls a second. */
    private static final double LEARNED_FIRST = 5;

    private static final double LEARNED_LEAST = 0.5;

    private static final double LEARNED_RECOVERY = 0.1;

    private final double capacity;
    private final double usual;
    private final double least;
    private final double recovery;

    private double tokens;
    private long promised;
    private double rate;
    private double called;
    private long at;
    private long slowedAt;
    private long shortUntil;
    private long waited;

    private TokenBucket(double capacity, double usual, long now) {
        boolean known = !Double.isInfinite(usual);
        this.capacity = capacity;
        this.usual = usual;
        this.least = known ? usual * SLOWEST : LEARNED_LEAST;
        this.recovery = known ? usual * RECOVERY : LEARNED_RECOVERY;
        this.tokens = capacity;
        this.rate = usual;
        this.at = now;
        this.slowedAt = now - (long) NANOS;
        this.shortUntil = now;
    }

    /** A full bucket of a known quota. */
    static TokenBucket of(RequestQuota quota, long now) {
        return new TokenBucket(quota.capacity(), quota.perSecond(), now);
    }

    /** A bucket without limit, until a refusal shows that there is one. */
    static TokenBucket unknown(long now) {
        return new TokenBucket(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, now);
    }

    /** Brings the bucket to the present. */
    TokenBucket refill(long now) {
        double seconds = (now - at) / NANOS;
        waited += Math.max(0, Math.min(now, shortUntil) - at);
        at = now;
        called *= Math.exp(-seconds);
        if (!Double.isInfinite(rate)) {
            rate = Math.min(usual, rate + seconds * recovery);
            tokens = Math.min(capacity(), tokens + seconds * rate);
        }
        return this;
    }

    /** A limit that was learned lets through at once what a second allows. */
    private double capacity() {
        return Double.isInfinite(capacity) && !Double.isInfinite(rate) ? Math.max(1, rate) : capacity;
    }

    /** For how many steps there are tokens; one that takes more than the bucket holds needs a full one. */
    int enoughFor(long once, long each, int steps) {
        if (free() < Math.min(once + each, capacity())) {
            return 0;
        }
        return enough(free(), once, each, steps);
    }

    /** For how many steps a full bucket has tokens; one that takes more than it holds needs a full one. */
    int everEnoughFor(long once, long each, int steps) {
        return enough(capacity(), once, each, steps);
    }

    private static int enough(double tokens, long once, long each, int steps) {
        return each == 0 ? steps : (int) Math.max(1, Math.min(steps, (tokens - once) / each));
    }

    /** How long it takes until there are so many tokens altogether, in seconds. */
    double secondsUntil(double wanted) {
        return Math.max(0, wanted - free()) / rate;
    }

    /** How long it takes until the first of several steps can have its tokens, in seconds, while so many are wanted in all. */
    double ask(long first, long all) {
        shortUntil = Math.max(shortUntil, at + (long) (secondsUntil(all) * NANOS));
        return secondsUntil(Math.min(first, capacity()));
    }

    /** What is not promised. */
    private double free() {
        return tokens - promised;
    }

    /**
     * Promises tokens, also such as are not there yet, to calls. They stay in the bucket until the calls are answered: AWS takes them when
     * it gets a call, and a bucket that is full until then does not fill up meanwhile.
     */
    void promise(long calls) {
        promised += calls;
    }

    void takeBack(long calls) {
        promised -= calls;
    }

    /** Notes a call that is being made. */
    void call() {
        called++;
    }

    /** A call was answered, or nobody knows. */
    void answered() {
        promised--;
        tokens--;
    }

    /**
     * AWS has refused a call, and takes no token for it. Others that were under way at the same time say nothing new. Who has made few calls when the first is
     * refused was throttled for the calls of others, and does not know how many there may be.
     */
    void refused() {
        promised--;
        tokens = Math.min(tokens, 0);
        if (at - slowedAt >= NANOS) {
            slowedAt = at;
            rate = Double.isInfinite(rate) ? Math.max(LEARNED_FIRST, called * SLOWER) : Math.max(least, rate * SLOWER);
        }
    }

    /** How long there were fewer tokens than were asked for, in nanoseconds. */
    long waited() {
        return waited;
    }
}
