package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;

/**
 * Stands around every call to an implemented operation: authorization, quotas, latency, faults, records.
 *
 * <p>An interceptor lets the call go on by {@link Invocation#proceed()}, or answers by itself, or throws an
 * {@link AwsError}; what it does after {@code proceed()} happens after the effect. It throws {@link ConnectionDropped} when
 * the caller is to get no answer at all.
 *
 * <p><i>Threading:</i> called by many threads at once, outside the world's monitor; an interceptor that reads the world takes
 * the monitor ({@code synchronized (invocation.call().world())}), and never while it waits.
 */
@FunctionalInterface
public interface Interceptor {
    /**
     * Handles the call.
     *
     * @throws AwsError to refuse it
     * @throws ConnectionDropped to leave it without an answer
     */
    Operations.Result intercept(Invocation invocation);
}
