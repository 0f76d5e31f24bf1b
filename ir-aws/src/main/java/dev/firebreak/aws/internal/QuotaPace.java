package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.RequestQuota;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Pace;
import dev.firebreak.spi.Sleeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final ThreadLocal<Paid> paid = new ThreadLocal<>();
    private long throttled;

    private record Key(String account, String region, String action) {}

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
        Map<Key, Long> each = counts(place, cost.each());
        Map<Key, Long> together = counts(place, cost.together());
        List<Key> keys = Stream.concat(each.keySet().stream(), together.keySet().stream())
                .distinct()
                .toList();
        int granted = steps;
        double wait = 0;
        for (Key key : keys) {
            long single = each.getOrDefault(key, 0L);
            long once = together.getOrDefault(key, 0L);
            granted = Math.min(granted, bucket(key).enoughFor(once, single, steps));
            wait = Math.max(wait, bucket(key).ask(once + single, once + single * steps));
        }
        var taken = new HashMap<Key, Long>();
        if (granted > 0) {
            for (Key key : keys) {
                long tokens = together.getOrDefault(key, 0L) + granted * each.getOrDefault(key, 0L);
                bucket(key).take(tokens);
                taken.put(key, tokens);
            }
        }
        return new Paid(granted, duration(wait), taken);
    }

    @Override
    public synchronized Duration timeFor(TargetRef place, Cost cost) {
        Map<Key, Long> calls = counts(
                place,
                Stream.concat(cost.each().stream(), cost.together().stream()).toList());
        double longest = 0;
        for (Map.Entry<Key, Long> call : calls.entrySet()) {
            longest = Math.max(longest, bucket(call.getKey()).secondsUntil(call.getValue()));
        }
        return duration(longest);
    }

    @Override
    public synchronized Usage usage() {
        long waited =
                buckets.keySet().stream().mapToLong(key -> bucket(key).waited()).sum();
        return new Usage(throttled, Duration.ofNanos(waited));
    }

    /** Lets a call be made now that was paid for; any other waits for its token. */
    void awaitCall(String account, String region, String action) throws InterruptedException {
        Key key = key(account, region, action);
        Paid before = paid.get();
        Duration wait = reserve(key, before != null && before.spend(key));
        if (!wait.isZero()) {
            sleeper.sleep(wait);
        }
    }

    private synchronized Duration reserve(Key key, boolean isPaid) {
        TokenBucket bucket = bucket(key);
        bucket.call();
        if (isPaid) {
            return Duration.ZERO;
        }
        double wait = bucket.ask(1, 1);
        bucket.take(1);
        return duration(wait);
    }

    /** Learns that AWS has refused a call since there were too many. */
    public synchronized void throttled(String account, String region, String action) {
        throttled++;
        bucket(key(account, region, action)).refused();
    }

    private synchronized void giveBack(Map<Key, Long> left) {
        left.forEach((key, tokens) -> bucket(key).giveBack(tokens));
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

    private static Map<Key, Long> counts(TargetRef place, List<String> calls) {
        return calls.stream()
                .map(call -> key(place.account(), place.region(), call))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** A whole number of milliseconds, rounded up: less would be too early. */
    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) Math.ceil(seconds * 1000));
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
            paid.set(this);
            try {
                work.run();
            } finally {
                paid.remove();
                giveBack(calls);
            }
        }

        boolean spend(Key key) {
            long left = calls.getOrDefault(key, 0L);
            if (left > 0) {
                calls.put(key, left - 1);
            }
            return left > 0;
        }
    }
}
