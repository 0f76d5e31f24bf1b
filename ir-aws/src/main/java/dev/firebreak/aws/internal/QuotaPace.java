package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Pace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The token buckets of AWS's APIs, one per account, Region and action, as far as they are documented (EC2 Developer Guide, "Request
 * throttling for the Amazon EC2 API"). Others share an account's buckets: an answer that says so slows ours down for a while.
 */
public final class QuotaPace implements Pace {
    private static final double NANOS = 1e9;
    private static final Duration SOON = Duration.ofMillis(50);

    private final LongSupplier nanoTime;
    private final Map<List<String>, Bucket> buckets = new HashMap<>();

    /** @param nanoTime the time in nanoseconds, from any beginning */
    public QuotaPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Grant take(TargetRef place, Cost cost, int steps) {
        Map<String, Long> each = counts(cost.each());
        Map<String, Long> together = counts(cost.together());
        List<String> actions = Stream.concat(each.keySet().stream(), together.keySet().stream())
                .distinct()
                .toList();
        int granted = steps;
        double wait = 0;
        for (String action : actions) {
            Bucket bucket = bucket(place.account(), place.region(), action).orElse(null);
            if (bucket != null) {
                long single = each.getOrDefault(action, 0L);
                long once = together.getOrDefault(action, 0L);
                granted = Math.min(granted, bucket.enoughFor(once, single, steps));
                wait = Math.max(wait, bucket.secondsUntil(once + single));
            }
        }
        if (granted > 0) {
            for (String action : actions) {
                long tokens = together.getOrDefault(action, 0L) + granted * each.getOrDefault(action, 0L);
                bucket(place.account(), place.region(), action).ifPresent(bucket -> bucket.take(tokens));
            }
        }
        return new Paid(granted, Duration.ofNanos((long) (wait * NANOS)));
    }

    /** Learns that AWS has refused a call since its bucket was empty. */
    public synchronized void throttled(String account, String region, String action) {
        bucket(account, region, action).ifPresent(Bucket::emptied);
    }

    private Optional<Bucket> bucket(String account, String region, String action) {
        return Ec2RequestQuotas.of(action).map(quota -> {
            Bucket bucket = buckets.computeIfAbsent(
                    List.of(account, region, action), key -> new Bucket(quota, nanoTime.getAsLong()));
            bucket.refill(nanoTime.getAsLong());
            return bucket;
        });
    }

    private static Map<String, Long> counts(List<String> calls) {
        return calls.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private record Paid(int steps, Duration left) implements Grant {
        @Override
        public Duration pause(int more) {
            return left.compareTo(SOON) < 0 ? SOON : left.multipliedBy(Math.max(1, more));
        }

        @Override
        public void use(Runnable work) {
            work.run();
        }
    }

    /** Tokens that come back at a rate, which falls with each refusal and recovers. */
    private static final class Bucket {
        private static final double SLOWER = 0.7;
        private static final double SLOWEST = 0.1;
        private static final double RECOVERY_PER_SECOND = 0.005;

        private final Ec2RequestQuotas.Quota quota;
        private double tokens;
        private double rate;
        private long at;

        Bucket(Ec2RequestQuotas.Quota quota, long now) {
            this.quota = quota;
            this.tokens = quota.capacity();
            this.rate = quota.perSecond();
            this.at = now;
        }

        void refill(long now) {
            double seconds = (now - at) / NANOS;
            at = now;
            tokens = Math.min(quota.capacity(), tokens + seconds * rate);
            rate = Math.min(quota.perSecond(), rate + seconds * RECOVERY_PER_SECOND * quota.perSecond());
        }

        int enoughFor(long once, long each, int steps) {
            double left = tokens - once;
            if (left < 0) {
                return 0;
            }
            return each == 0 ? steps : (int) Math.min(steps, left / each);
        }

        double secondsUntil(long wanted) {
            return Math.max(0, wanted - tokens) / rate;
        }

        void take(long taken) {
            tokens -= taken;
        }

        void emptied() {
            tokens = Math.min(tokens, 0);
            rate = Math.max(rate * SLOWER, quota.perSecond() * SLOWEST);
        }
    }
}
