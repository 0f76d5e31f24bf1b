package dev.firebreak.testkit.world.autoscaling;

import java.time.Duration;
import java.time.Instant;

/**
 * A member of an Auto Scaling group that waits because of a lifecycle hook.
 *
 * @param instanceId the member
 * @param hook the name of the hook
 * @param launching whether it waits to go into service, and not to be terminated
 * @param token the token of the action
 * @param begun when the wait began
 * @param heartbeat how long the wait goes on without a heartbeat
 * @param deadline when the wait ends by itself
 * @param abandons whether the hook's default result is {@code ABANDON}
 */
public record LifecycleWait(
        String instanceId,
        String hook,
        boolean launching,
        String token,
        Instant begun,
        Duration heartbeat,
        Instant deadline,
        boolean abandons) {
    private static final Duration LONGEST = Duration.ofHours(48);

    /** The wait after a heartbeat; none goes on for more than 48 hours, or 100 times the time of a heartbeat. */
    public LifecycleWait heartbeat(Instant now) {
        Duration most = heartbeat.multipliedBy(100);
        Instant last = begun.plus(most.compareTo(LONGEST) < 0 ? most : LONGEST);
        Instant wanted = now.plus(heartbeat);
        Instant end = wanted.isAfter(last) ? last : wanted;
        return new LifecycleWait(instanceId, hook, launching, token, begun, heartbeat, end, abandons);
    }
}
