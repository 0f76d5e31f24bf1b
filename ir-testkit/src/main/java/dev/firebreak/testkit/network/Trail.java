package dev.firebreak.testkit.network;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the interfaces and gateways on the way of a flow remember of it. */
final class Trail {
    private final Map<String, Tracking> interfaces = new LinkedHashMap<>();
    private final Map<String, Packet> translations = new LinkedHashMap<>();
    private @Nullable String automatic;
    private @Nullable Relay relay;
    private @Nullable Site gatewayEndpointOf;
    private @Nullable String egressOnlyGateway;

    /**
     * A flow that a Network Load Balancer, or an accelerator, hands on.
     *
     * @param via the interface that it has by the target
     * @param target the interface that has the target
     * @param client the packet as it came
     */
    record Relay(Site via, Site target, Packet client) {}

    Trail copy() {
        var copy = new Trail();
        interfaces.forEach((key, tracking) -> copy.interfaces.put(key, tracking.copy()));
        copy.translations.putAll(translations);
        copy.automatic = automatic;
        copy.relay = relay;
        copy.gatewayEndpointOf = gatewayEndpointOf;
        copy.egressOnlyGateway = egressOnlyGateway;
        return copy;
    }

    Optional<Tracking> tracking(Site site, boolean egressFirst) {
        return Optional.ofNullable(interfaces.get(key(site, egressFirst)));
    }

    void track(Site site, boolean egressFirst, Packet packet, Instant now) {
        interfaces.put(key(site, egressFirst), new Tracking(site, egressFirst, packet, now));
    }

    private static String key(Site site, boolean egressFirst) {
        return site.id() + (egressFirst ? "/out" : "/in");
    }

    /** Says that the flow passes something that has it tracked, whatever the rules. */
    void passes(String what) {
        automatic = what;
    }

    /** What has the flow tracked whatever the rules. */
    Optional<String> automatic() {
        return Optional.ofNullable(automatic);
    }

    /** Makes good what is known only at the end of the way. */
    void arrived() {
        if (automatic != null) {
            interfaces.values().forEach(Tracking::trackAlways);
        }
    }

    void exchanged(Instant now) {
        interfaces.values().forEach(tracking -> tracking.exchanged(now));
    }

    void settle() {
        interfaces
                .values()
                .forEach(tracking -> Sites.byId(
                                tracking.site().region(), tracking.site().id())
                        .ifPresent(tracking::settle));
    }

    boolean isTracked() {
        return interfaces.values().stream().anyMatch(Tracking::isTracked);
    }

    void translate(String gatewayId, Packet original) {
        translations.put(gatewayId, original);
    }

    Optional<Packet> original(String gatewayId) {
        return Optional.ofNullable(translations.get(gatewayId));
    }

    void relay(Relay value) {
        relay = value;
    }

    Optional<Relay> relay() {
        return Optional.ofNullable(relay);
    }

    /** Says that the flow takes a gateway endpoint of the VPC of an interface. */
    void gatewayEndpoint(Site site) {
        gatewayEndpointOf = site;
    }

    Optional<Site> gatewayEndpoint() {
        return Optional.ofNullable(gatewayEndpointOf);
    }

    void egressOnly(String gatewayId) {
        egressOnlyGateway = gatewayId;
    }

    Optional<String> egressOnly() {
        return Optional.ofNullable(egressOnlyGateway);
    }
}
