package dev.firebreak.testkit.service.ssm;

import java.time.Duration;

/**
 * How long Run Command takes, by the world's clock.
 *
 * @param visible until {@code GetCommandInvocation} finds what was sent
 * @param delivery until a reachable node begins
 */
public record SsmTiming(Duration visible, Duration delivery) {
    /** An invocation is found after one second, and begins at the same time. */
    public static final SsmTiming DEFAULT = new SsmTiming(Duration.ofSeconds(1), Duration.ofSeconds(1));
}
