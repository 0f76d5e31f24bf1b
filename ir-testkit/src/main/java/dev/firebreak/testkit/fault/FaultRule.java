package dev.firebreak.testkit.fault;

import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A fault and when it shows. */
final class FaultRule {
    private final Predicate<Invocation> calls;
    private final Occasions occasions;
    private final Interceptor fault;
    private final AtomicInteger count = new AtomicInteger();

    FaultRule(Predicate<Invocation> calls, Occasions occasions, Interceptor fault) {
        this.calls = calls;
        this.occasions = occasions;
        this.fault = fault;
    }

    boolean fires(Invocation invocation) {
        return calls.test(invocation) && occasions.include(count.incrementAndGet());
    }

    Interceptor fault() {
        return fault;
    }
}
