package dev.firebreak.testkit.fault;

import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.pipeline.ConnectionDropped;
import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.Delivery;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How faults show to the caller. */
final class Symptoms {
    /** How long SDK clients wait for an answer, if not told otherwise. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private Symptoms() {}

    static Interceptor refusal(Function<Invocation, AwsError> error) {
        return invocation -> {
            throw error.apply(invocation);
        };
    }

    static Interceptor broken(Function<String, ConnectionDropped> how) {
        return invocation -> {
            throw how.apply(invocation.operation());
        };
    }

    static Interceptor silence(Optional<ManualClock> clock) {
        return invocation -> {
            clock.ifPresent(moved -> moved.advance(READ_TIMEOUT));
            throw ConnectionDropped.silently(invocation.operation());
        };
    }

    static Operations.Result lostAnswer(Invocation invocation) {
        try {
            invocation.proceed();
        } catch (AwsError refusal) {
            throw ConnectionDropped.during(invocation.operation());
        }
        throw ConnectionDropped.during(invocation.operation());
    }

    static Interceptor slowBody(Duration lasting, Optional<ManualClock> clock) {
        return invocation -> {
            if (clock.isEmpty()) {
                invocation.deliver(Delivery.slow(lasting));
            }
            try {
                return invocation.proceed();
            } finally {
                clock.ifPresent(moved -> moved.advance(lasting));
            }
        };
    }

    static Operations.Result cutBody(Invocation invocation) {
        invocation.deliver(Delivery.breakingOff());
        return invocation.proceed();
    }
}
