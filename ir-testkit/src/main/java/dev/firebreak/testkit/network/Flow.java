package dev.firebreak.testkit.network;

import dev.firebreak.testkit.network.capture.Sighting;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Packets of one kind from one host to another.
 *
 * @param from who begins
 * @param to who answers
 * @param protocol what they carry
 * @param port the port that they go to
 */
record Flow(Host from, Host to, Protocol protocol, int port) {
    private static final int CLIENT_PORT = 50_000;

    /**
     * What became of a packet and its answer.
     *
     * @param reachability what to tell of it
     * @param wire the packet as it arrived; empty when it did not
     * @param seen how both were seen at interfaces
     */
    record Outcome(Reachability reachability, Optional<Packet> wire, List<Sighting> seen) {}

    String key() {
        return protocol + " " + from.key() + " " + to.key() + " " + port;
    }

    /** Sends a packet, and its answer, along a trail. */
    Outcome send(World world, Trail trail) {
        Optional<String> destination = destination(world);
        if (destination.isEmpty()) {
            return unsent(from + " finds no address of " + to);
        }
        Optional<Packet> packet = packet(destination.get());
        if (packet.isEmpty()) {
            return unsent(from + " is gone, or has no address to reach " + destination.get() + " from");
        }
        var walk = new Walk(world, trail, false);
        boolean arrived = from.site()
                .map(site -> walk.leave(site, packet.get()))
                .orElseGet(() -> {
                    walk.pass(Hop.Kind.HOST, from.name(), "", packet.get() + " leaves");
                    return walk.internet(packet.get());
                });
        if (!arrived) {
            return refused(walk, new Walk(world, trail, true), walk.code(), walk.refusal());
        }
        trail.arrived();
        return answered(world, trail, walk);
    }

    private Outcome answered(World world, Trail trail, Walk walk) {
        Arrival arrival = walk.arrival().orElseThrow();
        var back = new Walk(world, trail, true);
        if (arrival.answered() && !answer(back, arrival)) {
            return refused(walk, back, back.code(), "the answer is lost: " + back.refusal());
        }
        Verdict verdict = walk.onlyTracked() ? Verdict.ALIVE : Verdict.OPEN;
        String why = verdict == Verdict.OPEN
                ? arrival.packet() + " passes"
                : "the connection is tracked"
                        + trail.automatic()
                                .map(each -> " because it takes " + each)
                                .orElse("") + ", though no rule would let in a new one";
        return new Outcome(
                new Reachability(verdict, walk.hops(), back.hops(), Optional.empty(), why),
                Optional.of(arrival.packet()),
                seen(walk, back));
    }

    private static boolean answer(Walk back, Arrival arrival) {
        Packet answer = arrival.packet().answer();
        if (arrival.site().isPresent()) {
            return back.leave(arrival.site().get(), answer);
        }
        return back.trail()
                .gatewayEndpoint()
                .map(site -> back.inside(site.region(), site.vpcId(), answer))
                .orElseGet(() -> back.internet(answer));
    }

    private static Outcome refused(Walk walk, Walk back, String code, String why) {
        return new Outcome(
                new Reachability(Verdict.REFUSED, walk.hops(), back.hops(), Optional.of(code), why),
                Optional.empty(),
                seen(walk, back));
    }

    private static Outcome unsent(String why) {
        return new Outcome(
                new Reachability(Verdict.REFUSED, List.of(), List.of(), Optional.of("NO_POSSIBLE_DESTINATION"), why),
                Optional.empty(),
                List.of());
    }

    private static List<Sighting> seen(Walk walk, Walk back) {
        return Stream.concat(walk.sightings().stream(), back.sightings().stream())
                .toList();
    }

    private boolean ipv6() {
        return from.ipv6() || to.ipv6();
    }

    private Optional<Packet> packet(String destination) {
        Optional<String> source =
                from.isInside() ? from.site().flatMap(site -> site.address(ipv6())) : Optional.of(from.name());
        return source.filter(address -> Addresses.isIpv6(address) == Addresses.isIpv6(destination))
                .map(address -> switch (protocol) {
                    case ICMP -> Packet.echo(address, destination);
                    default -> new Packet(protocol, address, CLIENT_PORT, destination, port);
                });
    }

    /** The address that the sender sends to: a private one of a host in its own VPC or one that is joined to it, else a public one. */
    private Optional<String> destination(World world) {
        if (to.isInside()) {
            return to.site().flatMap(site -> ipv6() || near(site) ? site.address(ipv6()) : site.publicAddress());
        }
        if (Addresses.isAddress(to.name())) {
            return Optional.of(Addresses.canonical(to.name()));
        }
        return from.site().flatMap(site -> Amazon.resolve(site, to.name()));
    }

    private boolean near(Site target) {
        return from.site()
                .filter(site -> site.vpcId().equals(target.vpcId())
                        || site.ec2()
                                .networks()
                                .activePeering(site.vpcId(), target.vpcId())
                                .isPresent()
                        || site.ec2().networks().shareTransitGateway(site.vpcId(), target.vpcId()))
                .isPresent();
    }
}
