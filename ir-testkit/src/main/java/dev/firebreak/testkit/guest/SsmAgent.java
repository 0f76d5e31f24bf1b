package dev.firebreak.testkit.guest;

import dev.firebreak.testkit.world.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The SSM agent of a guest. It is online while the instance runs, its role lets it, and the way to the service is open.
 *
 * <p>It pings every five minutes; a node that has not been heard of for longer has lost its connection. Whether it could ping is
 * looked at whenever somebody asks.
 */
public final class SsmAgent {
    private static final Duration PING = Duration.ofMinutes(5);

    private final Guest guest;
    private String version = "3.3.3050.0";
    private boolean installed = true;
    private @Nullable Instant lastPing;

    SsmAgent(Guest guest) {
        this.guest = guest;
    }

    /** The version of the agent. */
    public String version() {
        return version;
    }

    /** Sets the version of the agent. */
    public SsmAgent version(String value) {
        version = value;
        return this;
    }

    /** Takes the agent off the guest, or puts it on. If not set, it is there. */
    public SsmAgent installed(boolean value) {
        installed = value;
        return this;
    }

    /** Whether the agent can reach the service now, and may. */
    public boolean canPing() {
        Region region = guest.region();
        Instant now = region.world().now();
        String id = guest.instanceId();
        String host = "ssm." + region.name() + ".amazonaws.com";
        boolean works = installed
                && guest.instance().in(now, InstanceStateName.RUNNING)
                && guest.imds().isEnabled();
        return works
                && Instances.role(region, id)
                        .filter(role -> RolePermissions.allow(role, "ssm:UpdateInstanceInformation", arn(), now))
                        .isPresent()
                && guest.guests().network().isOpen(region, id, host, 443);
    }

    private String arn() {
        Region region = guest.region();
        return "arn:aws:ec2:" + region.name() + ":" + region.account().id() + ":instance/" + guest.instanceId();
    }

    /** When the service last heard of the agent, as far as it could by now; empty when it never did. */
    public Optional<Instant> lastPing() {
        if (canPing()) {
            Instant now = guest.region().world().now();
            if (lastPing == null || !now.isBefore(lastPing.plus(PING))) {
                lastPing = now;
            }
        }
        return Optional.ofNullable(lastPing);
    }

    /** Whether the service takes the node to be connected: it notices a lost connection when a ping stays out. */
    public boolean isOnline() {
        Instant now = guest.region().world().now();
        return lastPing()
                .filter(ping -> canPing() || now.isBefore(ping.plus(PING)))
                .isPresent();
    }
}
