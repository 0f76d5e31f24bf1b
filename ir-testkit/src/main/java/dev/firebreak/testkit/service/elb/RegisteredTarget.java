package dev.firebreak.testkit.service.elb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * A target of a target group.
 *
 * @param id the instance id or the IP address
 * @param port the port that it is reached at
 * @param zone the zone that an IP address was registered for; null for instances
 * @param registered when it was registered
 * @param drainedAt when it is gone after it was deregistered; null while it is registered
 */
public record RegisteredTarget(
        String id,
        int port,
        @Nullable String zone,
        Instant registered,
        @Nullable Instant drainedAt) {
    /** Whether it was deregistered. */
    public boolean draining() {
        return drainedAt != null;
    }

    /** Whether it was deregistered and its time to drain is over. */
    boolean gone(Instant now) {
        return drainedAt != null && !now.isBefore(drainedAt);
    }

    RegisteredTarget drainUntil(Instant end) {
        return new RegisteredTarget(id, port, zone, registered, end);
    }

    /** Id and port: the same for the same target. */
    String key() {
        return id + ":" + port;
    }

    TargetDescription description() {
        return TargetDescription.builder()
                .id(id)
                .port(port)
                .availabilityZone(zone)
                .build();
    }
}
