package dev.firebreak.testkit;

import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The faults that a fake AWS shows: throttling, errors, dropped connections, lost answers.
 *
 * <pre>{@code
 * fake.faults().on("ec2", "CreateSnapshots").nth(1).loseAnswer();
 * fake.faults().on("iam").first(3).throttle();
 * }</pre>
 *
 * <p>Every rule counts the calls that it fits, from the moment it was made. Of several rules that fire at one call the oldest
 * wins. Retries of the SDK are calls of their own.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class Faults {
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    Faults() {}

    /** Begins a rule for one operation, such as {@code on("ec2", "RunInstances")}. */
    public FaultTrigger on(String service, String operation) {
        return FaultTrigger.always(this, service, Optional.of(operation));
    }

    /** Begins a rule for all operations of a service. */
    public FaultTrigger on(String service) {
        return FaultTrigger.always(this, service, Optional.empty());
    }

    /** Forgets all rules. */
    public void clear() {
        rules.clear();
    }

    void add(FaultRule rule) {
        rules.add(rule);
    }

    Interceptor interceptor() {
        return this::intercept;
    }

    private Operations.Result intercept(Invocation invocation) {
        Optional<FaultRule> firing = Optional.empty();
        for (FaultRule rule : rules) {
            // All rules count the call, also those that come too late.
            boolean fires = rule.fires(invocation);
            firing = fires && firing.isEmpty() ? Optional.of(rule) : firing;
        }
        return firing.map(rule -> rule.fault().intercept(invocation)).orElseGet(invocation::proceed);
    }
}
