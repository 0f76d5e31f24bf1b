package dev.firebreak.testkit.fault;

import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.signature.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The faults that a fake AWS shows: throttling, errors, broken connections, lost and broken answers, short pages, expired credentials.
 *
 * <pre>{@code
 * fake.faults().on("ec2", "CreateSnapshots").nth(1).loseAnswer();
 * fake.faults().on("iam").first(3).throttle();
 * fake.faults().on("s3").probability(0.05, 42).resetConnection();
 * }</pre>
 *
 * <p>Every rule counts the calls that it fits, from the moment it was made. Of several rules that fire at one call the oldest
 * wins. Retries of the SDK are calls of their own.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class Faults {
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private volatile boolean used;
    private final Set<String> expiredKeys = ConcurrentHashMap.newKeySet();
    private final Map<String, FakeService> services;
    private final Optional<ManualClock> clock;

    private Faults(Map<String, FakeService> services, Optional<ManualClock> clock) {
        this.services = services;
        this.clock = clock;
    }

    /** No faults at first. */
    public static Faults of(Map<String, FakeService> services, Optional<ManualClock> clock) {
        return new Faults(services, clock);
    }

    /**
     * Begins a rule for one operation, such as {@code on("ec2", "RunInstances")}.
     *
     * @throws IllegalArgumentException when the fake has no such operation
     */
    public FaultTrigger on(String service, String operation) {
        return FaultTrigger.on(this, CalledOperation.one(services, service, operation));
    }

    /**
     * Begins a rule for all operations of a service.
     *
     * @throws IllegalArgumentException when the fake has no such service
     */
    public FaultTrigger on(String service) {
        return FaultTrigger.on(this, CalledOperation.any(services, service));
    }

    /** Forgets all rules, and that credentials expired. */
    public void clear() {
        rules.clear();
        expiredKeys.clear();
    }

    void add(FaultRule rule) {
        used = true;
        rules.add(rule);
    }

    Optional<ManualClock> clock() {
        return clock;
    }

    /** What shows the faults. */
    public Interceptor interceptor() {
        return this::intercept;
    }

    private Operations.Result intercept(Invocation invocation) {
        if (!used) { // not by rules being there: the rest of a page is asked for when they are cleared
            return invocation.proceed();
        }
        refuseExpired(invocation);
        Optional<FaultRule> firing = Optional.empty();
        for (FaultRule rule : rules) {
            // All rules count the call, also those that come too late.
            boolean fires = rule.fires(invocation);
            firing = fires && firing.isEmpty() ? Optional.of(rule) : firing;
        }
        return firing.map(rule -> rule.fault().intercept(invocation)).orElseGet(() -> Pages.resume(invocation));
    }

    Operations.Result expire(Invocation invocation) {
        expiredKeys.add(invocation.call().accessKeyId());
        throw Authentication.expired(invocation.protocol());
    }

    private void refuseExpired(Invocation invocation) {
        if (expiredKeys.contains(invocation.call().accessKeyId())) {
            throw Authentication.expired(invocation.protocol());
        }
    }
}
