package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.RequestQuota;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Pace;
import dev.firebreak.spi.Sleeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The token buckets of AWS's actions, one per account, Region and action; IAM's are of all Regions together. What was not paid for before
 * waits for its token when it is called.
 */
public final class QuotaPace implements Pace {
    private static final double NANOS = 1e9;
    private static final Duration SOON = Duration.ofMillis(50);

    private final RequestQuotas quotas;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final Map<Key, TokenBucket> buckets = new HashMap<>();

    /** Inherited, since a step may make calls side by side on threads of its own. */
    private final ThreadLocal<Paid> paid = new InheritableThreadLocal<>();

    private long throttled;

    private record Key(String account, String region, String action) {}

    /** How many calls of one action a batch of steps takes once, and for each step. */
    private record Demand(long once, long each) {
        Demand and(Demand more) {
            return new Demand(once + more.once, each + more.each);
        }

        long of(int steps) {
            return once + each * steps;
        }
    }

    /**
     * @param quotas what is known better than what AWS documents
     * @param nanoTime the time in nanoseconds, from any beginning
     */
    public QuotaPace(List<RequestQuota> quotas, LongSupplier nanoTime, Sleeper sleeper) {
        this.quotas = new RequestQuotas(quotas);
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
    }

    @Override
    public synchronized Grant take(TargetRef place, Cost cost, int steps) {
        Map<Key, Demand> demands = demands(place, cost);
        int granted = steps;
        double wait = 0;
        for (Map.Entry<Key, Demand> wanted : demands.entrySet()) {
            TokenBucket bucket = bucket(wanted.getKey());
            Demand demand = wanted.getValue();
            granted = Math.min(granted, bucket.enoughFor(demand.once(), demand.each(), steps));
            wait = Math.max(wait, bucket.ask(demand.of(1), demand.of(steps)));
        }
        return new Paid(granted, duration(wait), granted > 0 ? pay(demands, granted) : new HashMap<>());
    }

    /**
     * Takes what as many of these steps cost as the quotas ever allow at once, and waits for it.
     *
     * @throws InterruptedException while it waits
     */
    public Grant await(TargetRef place, Cost cost, int steps) throws InterruptedException {
        Paid reserved = reserve(demands(place, cost), steps);
        try {
            sleeper.sleep(reserved.left);
            return reserved;
        } catch (InterruptedException e) {
            giveBack(reserved.rest());
            throw e;
        }
    }

    private synchronized Paid reserve(Map<Key, Demand> demands, int steps) {
        int most = steps;
        for (Map.Entry<Key, Demand> wanted : demands.entrySet()) {
            Demand demand = wanted.getValue();
            most = Math.min(most, bucket(wanted.getKey()).everEnoughFor(demand.once(), demand.each(), steps));
        }
        double wait = 0;
        for (Map.Entry<Key, Demand> wanted : demands.entrySet()) {
            long tokens = wanted.getValue().of(most);
            wait = Math.max(wait, bucket(wanted.getKey()).ask(tokens, tokens));
        }
        return new Paid(most, duration(wait), pay(demands, most));
    }

    private Map<Key, Long> pay(Map<Key, Demand> demands, int steps) {
        var calls = new HashMap<Key, Long>();
        demands.forEach((key, demand) -> calls.put(key, demand.of(steps)));
        calls.forEach((key, tokens) -> bucket(key).promise(tokens));
        return calls;
    }

    @Override
    public synchronized Duration timeFor(TargetRef place, Cost cost) {
        double longest = demands(place, cost).entrySet().stream()
                .mapToDouble(wanted ->
                        bucket(wanted.getKey()).secondsUntil(wanted.getValue().of(1)))
                .max()
                .orElse(0);
        return duration(longest);
    }

    @Override
    public synchronized Usage usage() {
        long waited =
                buckets.keySet().stream().mapToLong(key -> bucket(key).waited()).sum();
        return new Usage(throttled, Duration.ofNanos(waited));
    }

    /**
     * Lets a call be made now that was paid for, also when its thread was interrupted; any other waits for its token. How it is answered is
     * to be told.
     */
    Call awaitCall(String account, String region, String action) throws InterruptedException {
        Key key = key(account, region, action);
        Paid before = paid.get();
        Duration wait = reserve(key, before != null && before.spend(key));
        var call = new Call(key);
        try {
            if (!wait.isZero()) {
                sleeper.sleep(wait);
            }
            return call;
        } catch (InterruptedException e) {
            call.answered();
            throw e;
        }
    }

    private synchronized Duration reserve(Key key, boolean isPaid) {
        TokenBucket bucket = bucket(key);
        bucket.call();
        if (isPaid) {
            return Duration.ZERO;
        }
        double wait = bucket.ask(1, 1);
        bucket.promise(1);
        return duration(wait);
    }

    private synchronized void giveBack(Map<Key, Long> left) {
        left.forEach((key, tokens) -> bucket(key).takeBack(tokens));
    }

    private TokenBucket bucket(Key key) {
        long now = nanoTime.getAsLong();
        return buckets.computeIfAbsent(
                        key,
                        made -> quotas.of(key.account(), key.region(), key.action())
                                .map(quota -> TokenBucket.of(quota, now))
                                .orElseGet(() -> TokenBucket.unknown(now)))
                .refill(now);
    }

    private static Key key(String account, String region, String action) {
        return new Key(account, action.startsWith("iam:") ? "" : region, action);
    }

    private static Map<Key, Demand> demands(TargetRef place, Cost cost) {
        var demands = new LinkedHashMap<Key, Demand>();
        cost.together().forEach(call -> demands.merge(key(place, call), new Demand(1, 0), Demand::and));
        cost.each().forEach(call -> demands.merge(key(place, call), new Demand(0, 1), Demand::and));
        return demands;
    }

    private static Key key(TargetRef place, String action) {
        return key(place.account(), place.region(), action);
    }

    /** A whole number of milliseconds, rounded up: less would be too early. */
    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) Math.ceil(seconds * 1000));
    }

    /** A call that is under way. */
    final class Call {
        private final Key key;
        private boolean ended;

        private Call(Key key) {
            this.key = key;
        }

        /** AWS has answered, or nobody knows; changes nothing when it was told already. */
        void answered() {
            end(TokenBucket::answered);
        }

        /** AWS has refused it since there were too many. */
        void throttled() {
            end(bucket -> {
                throttled++;
                bucket.refused();
            });
        }

        private void end(Consumer<TokenBucket> how) {
            synchronized (QuotaPace.this) {
                if (!ended) {
                    ended = true;
                    how.accept(bucket(key));
                }
            }
        }
    }

    /** Calls that this thread has paid for, and not made yet. */
    private final class Paid implements Grant {
        private final int steps;
        private final Duration left;
        private final Map<Key, Long> calls;

        Paid(int steps, Duration left, Map<Key, Long> calls) {
            this.steps = steps;
            this.left = left;
            this.calls = calls;
        }

        @Override
        public int steps() {
            return steps;
        }

        @Override
        public Duration pause(int more) {
            return left.compareTo(SOON) < 0 ? SOON : left.multipliedBy(Math.max(1, more));
        }

        @Override
        public void use(Runnable work) {
            Paid before = paid.get();
            paid.set(this);
            try {
                work.run();
            } finally {
                paid.set(before);
                giveBack(rest());
            }
        }

        /** What is left, which nobody can spend any more. */
        private synchronized Map<Key, Long> rest() {
            var rest = Map.copyOf(calls);
            calls.clear();
            return rest;
        }

        synchronized boolean spend(Key key) {
            long left = calls.getOrDefault(key, 0L);
            if (left > 0) {
                calls.put(key, left - 1);
            }
            return left > 0;
        }
    }
}
