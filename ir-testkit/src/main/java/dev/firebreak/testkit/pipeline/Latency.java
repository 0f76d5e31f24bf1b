package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.Operations;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Delays every call before it takes effect. */
public final class Latency implements Interceptor {
    private final Consumer<Duration> wait;
    private final Map<String, Duration> ofService = new ConcurrentHashMap<>();
    private volatile Duration delay = Duration.ZERO;

    private Latency(Consumer<Duration> wait) {
        this.wait = wait;
    }

    /** No delay at first; {@code wait} waits for as long as it is told. */
    public static Latency of(Consumer<Duration> wait) {
        return new Latency(wait);
    }

    /** Delays all later calls by this much. */
    public void set(Duration delay) {
        this.delay = checked(delay);
    }

    /** Delays all later calls to one service, by signing name, by this much instead. */
    public void set(String service, Duration delay) {
        ofService.put(service, checked(delay));
    }

    private static Duration checked(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("Invalid latency: " + delay + " (must not be negative)");
        }
        return delay;
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        Duration now = ofService.getOrDefault(invocation.service(), delay);
        if (!now.isZero()) {
            wait.accept(now);
        }
        return invocation.proceed();
    }
}
