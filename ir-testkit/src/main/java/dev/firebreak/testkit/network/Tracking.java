package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.ec2.Hypervisors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingConfiguration;

/**
 * What an interface knows of a flow: whether it is tracked, and for how long it remembers (EC2 User Guide, "Security group connection
 * tracking").
 */
final class Tracking {
    private static final Duration TCP = Duration.ofSeconds(432_000);
    private static final Duration TCP_NITRO_V6 = Duration.ofSeconds(350);
    private static final Duration UDP = Duration.ofSeconds(30);
    private static final Duration UDP_STREAM = Duration.ofSeconds(180);
    private static final Duration OTHER = Duration.ofSeconds(600);
    private static final String NITRO_V6 =
            "((c|m|r)8(a|azn|gb|gn|i|ib|id|in|idn|idb)(-flex)?|x8(i|aedz)|hpc8a|g7e|p6-b\\d+)\\..*";

    private final Site site;
    private final boolean egress;
    private final Packet packet;
    private boolean tracked;
    private boolean automatic;
    private Instant seen;
    private int exchanges;

    /** The flow that begins with a packet that leaves or enters an interface. */
    Tracking(Site site, boolean egress, Packet packet, Instant now) {
        this.site = site;
        this.egress = egress;
        this.packet = packet;
        this.tracked = !new GroupRules(site).leaveUntracked(egress, packet);
        this.seen = now;
    }

    private Tracking(Tracking other) {
        this.site = other.site;
        this.egress = other.egress;
        this.packet = other.packet;
        this.tracked = other.tracked;
        this.automatic = other.automatic;
        this.seen = other.seen;
        this.exchanges = other.exchanges;
    }

    Tracking copy() {
        return new Tracking(this);
    }

    /** Whether the interface lets the flow's packets through without a look at the rules. */
    boolean holds(Site nowAt, Instant now) {
        return tracked && now.isBefore(seen.plus(timeout(nowAt)));
    }

    boolean isTracked() {
        return tracked;
    }

    void trackAlways() {
        tracked = true;
        automatic = true;
    }

    /** Counts a packet that was answered. */
    void exchanged(Instant now) {
        seen = now;
        exchanges++;
    }

    /** Gives up tracking when the rules have come to let everything through both ways, as an interface does. */
    void settle(Site nowAt) {
        if (tracked && !automatic && new GroupRules(nowAt).leaveUntracked(egress, packet)) {
            tracked = false;
        }
    }

    private Duration timeout(Site nowAt) {
        ConnectionTrackingConfiguration set = configured(nowAt);
        return switch (packet.protocol()) {
            case TCP ->
                set == null || set.tcpEstablishedTimeout() == null
                        ? established(nowAt)
                        : Duration.ofSeconds(set.tcpEstablishedTimeout());
            case UDP -> exchanges > 1 ? stream(set) : single(set);
            default -> OTHER;
        };
    }

    /** The timeouts that are set; only Nitro instances mind them. */
    private static @Nullable ConnectionTrackingConfiguration configured(Site nowAt) {
        boolean minds = type(nowAt).map(Hypervisors::isNitro).orElse(true);
        return minds ? nowAt.eni().connectionTrackingConfiguration() : null;
    }

    private static Duration established(Site nowAt) {
        return type(nowAt).filter(type -> type.matches(NITRO_V6)).isPresent() ? TCP_NITRO_V6 : TCP;
    }

    private static Optional<String> type(Site nowAt) {
        return nowAt.instance().map(instance -> instance.launched().instanceTypeAsString());
    }

    private static Duration stream(@Nullable ConnectionTrackingConfiguration set) {
        return set == null || set.udpStreamTimeout() == null ? UDP_STREAM : Duration.ofSeconds(set.udpStreamTimeout());
    }

    private static Duration single(@Nullable ConnectionTrackingConfiguration set) {
        return set == null || set.udpTimeout() == null ? UDP : Duration.ofSeconds(set.udpTimeout());
    }

    Site site() {
        return site;
    }
}
