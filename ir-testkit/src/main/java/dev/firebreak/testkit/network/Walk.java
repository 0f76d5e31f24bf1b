package dev.firebreak.testkit.network;

import dev.firebreak.testkit.network.capture.Sighting;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The way of one packet: out of an interface, past groups, ACLs, routes and gateways, to another interface or outside.
 *
 * <p>Every step answers whether the packet got through it and all that come after it.
 */
final class Walk {
    private static final int LONGEST = 100;

    private final World world;
    private final Trail trail;
    private final boolean answering;
    private final List<Hop> hops = new ArrayList<>();
    private final Gateways gateways = new Gateways(this);
    private final Balancer balancer = new Balancer(this);
    private final Accelerators accelerators = new Accelerators(this);
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private @Nullable Arrival arrival;
    private String code = "";
    private String refusal = "";
    private boolean onlyTracked;

    Walk(World world, Trail trail, boolean answering) {
        this.world = world;
        this.trail = trail;
        this.answering = answering;
    }

    World world() {
        return world;
    }

    Instant now() {
        return world.now();
    }

    Trail trail() {
        return trail;
    }

    boolean answering() {
        return answering;
    }

    List<Hop> hops() {
        return hops;
    }

    Optional<Arrival> arrival() {
        return Optional.ofNullable(arrival);
    }

    String code() {
        return code;
    }

    String refusal() {
        return refusal;
    }

    /** Whether the packet has come to so much that it goes round in circles. */
    boolean isEndless() {
        return hops.size() > LONGEST;
    }

    /** How the packet was seen at interfaces. */
    List<Sighting> sightings() {
        return List.copyOf(sightings.values());
    }

    private void see(Site site, boolean egress, Packet packet, boolean accepted) {
        sightings.put(site.id() + egress, new Sighting(site.region(), site.eni(), egress, packet.header(), accepted));
    }

    /** Whether an interface let it through only because it was tracked. */
    boolean onlyTracked() {
        return onlyTracked;
    }

    /** A packet leaves an interface. */
    boolean leave(Site site, Packet packet) {
        pass(Hop.Kind.INTERFACE, site.id(), "", packet + " leaves");
        if (!site.works(now())) {
            return refuse("BAD_STATE", site.id() + " is not attached to anything that runs");
        }
        Optional<Trail.Relay> relay =
                trail.relay().filter(each -> answering && each.target().id().equals(site.id()));
        if (relay.isPresent()) {
            return guard(site, true, packet) && handBack(relay.get(), site, packet);
        }
        if (Amazon.isReserved(site, packet)) {
            return Amazon.reach(this, site, packet);
        }
        Optional<Site> here = Sites.inVpc(site.region(), site.vpcId(), packet.destination());
        if (here.filter(site::sharesHost).isPresent()) {
            return arrive(here.get(), packet, false, "loops back inside the host");
        }
        boolean own = site.addresses().contains(packet.source());
        if (!own && !Boolean.FALSE.equals(site.eni().sourceDestCheck())) {
            return refuse("ENI_SOURCE_DEST_CHECK_RESTRICTION", site.id() + " sends only from its own addresses");
        }
        return guard(site, true, packet) && route(site, packet);
    }

    private boolean handBack(Trail.Relay relay, Site site, Packet packet) {
        return Accelerators.owns(relay.via()) ? accelerators.back(relay) : balancer.back(site, packet);
    }

    /** The groups of an interface look at a packet. */
    boolean guard(Site site, boolean egress, Packet packet) {
        see(site, egress, packet, true);
        if (site.eni().groups().isEmpty()) {
            return true;
        }
        if (site.type().equals("lambda")) {
            trail.passes("the interface of a Lambda function");
        }
        boolean egressFirst = egress != answering;
        Optional<Tracking> known = trail.tracking(site, egressFirst);
        var rules = new GroupRules(site);
        Optional<SecurityGroupRule> rule = rules.match(egress, packet);
        if (known.filter(tracking -> tracking.holds(site, now())).isPresent()) {
            onlyTracked |= !answering && rule.isEmpty();
            return pass(Hop.Kind.SECURITY_GROUP, rules.names(), "", "lets through what is tracked");
        }
        if (rule.isEmpty()) {
            see(site, egress, packet, false);
            pass(Hop.Kind.INTERFACE, site.id(), "", "refuses it");
            return refuse(
                    "ENI_SG_RULES_MISMATCH",
                    "no rule of the groups of " + site.id() + " (" + rules.names() + ") lets " + packet
                            + (egress ? " out" : " in"));
        }
        if (!answering) {
            trail.track(site, egressFirst, packet, now());
        }
        SecurityGroupRule found = rule.get();
        return pass(
                Hop.Kind.SECURITY_GROUP,
                found.groupId(),
                found.securityGroupRuleId(),
                egress ? "lets it out" : "lets it in");
    }

    /** The router of a subnet takes a packet. */
    boolean route(Site site, Packet packet) {
        Subnet subnet = site.subnet();
        if (Gateways.contains(subnet, packet.destination())) {
            return Sites.inVpc(site.region(), site.vpcId(), packet.destination())
                    .map(neighbour -> enter(neighbour, packet, true))
                    .orElseGet(() -> nobody(packet));
        }
        return acl(site, true, packet) && gateways.follow(site, packet);
    }

    /** Whether the ACL of the subnet of an interface lets a packet out of the subnet, or in. */
    boolean acl(Site site, boolean egress, Packet packet) {
        var acl = AclEntries.of(site.ec2(), site.eni().subnetId());
        Optional<NetworkAclEntry> entry = acl.decides(egress, packet);
        String number = entry.map(each -> String.valueOf(each.ruleNumber())).orElse("*");
        String way = egress ? " out of " : " into ";
        if (!AclEntries.allows(entry)) {
            pass(
                    Hop.Kind.NETWORK_ACL,
                    acl.id(),
                    number,
                    "refuses it" + way + site.eni().subnetId());
            return refuse(
                    "SUBNET_ACL_RESTRICTION",
                    "entry " + number + " of " + acl.id() + " does not let " + packet + way
                            + site.eni().subnetId());
        }
        return pass(
                Hop.Kind.NETWORK_ACL,
                acl.id(),
                number,
                "lets it" + way + site.eni().subnetId());
    }

    /** A packet is brought to whatever has its destination in a VPC. */
    boolean inside(Region region, String vpcId, Packet packet) {
        return Sites.inVpc(region, vpcId, packet.destination())
                .map(site -> enter(site, packet, false))
                .orElseGet(() -> nobody(packet));
    }

    private boolean nobody(Packet packet) {
        return refuse("NO_POSSIBLE_DESTINATION", "nothing has the address " + packet.destination());
    }

    /** A packet comes to an interface, from the same subnet or over its border. */
    boolean enter(Site site, Packet packet, boolean sameSubnet) {
        if (!sameSubnet && !acl(site, false, packet)) {
            return false;
        }
        return switch (site.type()) {
            case "nat_gateway", "natGateway" -> gateways.backThroughNat(site, packet);
            case "network_load_balancer" -> balancer.enter(site, packet);
            default -> host(site, packet);
        };
    }

    private boolean host(Site site, Packet packet) {
        if (!site.works(now())) {
            pass(Hop.Kind.INTERFACE, site.id(), "", "is where " + packet + " should arrive");
            return refuse("BAD_STATE", site.id() + " is not attached to anything that runs");
        }
        boolean endpoint = site.type().equals("vpc_endpoint");
        if (endpoint) {
            trail.passes("an interface endpoint");
        }
        if (!guard(site, false, packet)) {
            return false;
        }
        if (endpoint && !answering && !Amazon.answers(packet)) {
            return refuse("PROTOCOL_RESTRICTION", "the endpoint " + site.id() + " takes only HTTPS");
        }
        return arrive(site, packet, true, "takes " + packet);
    }

    private boolean arrive(Site site, Packet packet, boolean answered, String detail) {
        if (!answering && !NetworkState.of(world).listens(site, packet)) {
            return refuse("NO_POSSIBLE_DESTINATION", "nothing listens on port " + packet.port() + " of " + site.id());
        }
        arrival = new Arrival(Optional.of(site), packet, answered);
        return pass(Hop.Kind.INTERFACE, site.id(), "", detail);
    }

    /** A packet arrives outside. */
    boolean arriveOutside(Packet packet, Hop.Kind kind, String name, boolean answered) {
        arrival = new Arrival(Optional.empty(), packet, answered);
        return pass(kind, name, "", "takes " + packet);
    }

    /** A packet comes from outside, or in between gateways. */
    boolean internet(Packet packet) {
        return accelerators
                .taking(packet.destination())
                .map(accelerator -> accelerators.enter(accelerator, packet))
                .orElseGet(() -> gateways.internet(packet));
    }

    boolean pass(Hop.Kind kind, String id, String rule, String detail) {
        hops.add(new Hop(kind, id, rule, detail));
        return true;
    }

    boolean refuse(String why, String explanation) {
        code = why;
        refusal = explanation;
        return false;
    }
}
