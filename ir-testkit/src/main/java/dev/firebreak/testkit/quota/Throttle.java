package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.fault.ThrottlingErrors;
import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has quotas hold in one world: keeps the buckets, and refuses calls that find too few tokens. Threading: safe for use by many threads. */
public final class Throttle implements Interceptor {
    private static final Set<String> GLOBAL = Set.of("iam", "s3");

    private final Map<List<String>, Level> levels = new HashMap<>();
    private final World world;
    private Quotas quotas = Quotas.none();

    private Throttle(World world) {
        this.world = world;
    }

    /** A throttle with full buckets. */
    public static Throttle of(World world, Quotas quotas) {
        var throttle = new Throttle(world);
        throttle.set(quotas);
        return throttle;
    }

    /** Has other quotas hold from now on, with full buckets. */
    public void set(Quotas other) {
        synchronized (world) {
            world.raise(other.raised());
        }
        fill(other);
    }

    private synchronized void fill(Quotas other) {
        quotas = other;
        levels.clear();
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        if (!admits(invocation)) {
            throw ThrottlingErrors.of(invocation.service(), invocation.protocol());
        }
        return invocation.proceed();
    }

    /** Takes the tokens of all buckets or of none. */
    private synchronized boolean admits(Invocation invocation) {
        List<Draw> draws = quotas.draws(invocation);
        Instant now = invocation.call().now();
        boolean enough = true;
        for (Draw draw : draws) {
            enough &= level(invocation, draw, now).tokens() >= draw.tokens();
        }
        if (enough) {
            draws.forEach(draw -> {
                Level level = level(invocation, draw, now);
                levels.put(key(invocation, draw), new Level(level.tokens() - draw.tokens(), now));
            });
        }
        return enough;
    }

    private Level level(Invocation invocation, Draw draw, Instant now) {
        Level last = levels.get(key(invocation, draw));
        return last == null ? new Level(draw.allowance().capacity(), now) : last.refilled(draw.allowance(), now);
    }

    private static List<String> key(Invocation invocation, Draw draw) {
        boolean global = GLOBAL.contains(invocation.service());
        return List.of(
                invocation.service(),
                invocation.call().account().id(),
                global ? "" : invocation.call().region().name(),
                draw.bucket());
    }

    /**
     * What was in a bucket at some time.
     *
     * @param tokens the tokens, and the part of one
     * @param at when
     */
    private record Level(double tokens, Instant at) {
        Level refilled(Allowance allowance, Instant now) {
            double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
            return new Level(Math.min(allowance.capacity(), tokens + seconds * allowance.perSecond()), now);
        }
    }
}
