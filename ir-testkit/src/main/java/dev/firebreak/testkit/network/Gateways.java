package dev.firebreak.testkit.network;

import dev.firebreak.testkit.service.networkfirewall.FirewallState;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.network.NetworkTiming;
import dev.firebreak.testkit.world.network.RouteTargets;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.State;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;

/** What routes lead to: the VPC itself, gateways, endpoints, peerings and appliances. */
final class Gateways {
    /** NAT gateways and load balancers open connections from ports that start here. */
    static final int FIRST_PORT = 1024;

    private static final String BLOCK_ALL = "block-bidirectional";
    private static final String BLOCK_INGRESS = "block-ingress";

    private final Walk walk;

    Gateways(Walk walk) {
        this.walk = walk;
    }

    static boolean contains(Subnet subnet, String address) {
        return Addresses.in(subnet.cidrBlock(), address)
                || subnet.ipv6CidrBlockAssociationSet().stream()
                        .anyMatch(range -> Addresses.in(range.ipv6CidrBlock(), address));
    }

    /** A packet that has left a subnet takes the route that fits it best. */
    boolean follow(Site site, Packet packet) {
        return follow(site, Routes.of(site.ec2(), site.subnet()), packet);
    }

    private boolean follow(Site site, Routes routes, Packet packet) {
        if (walk.isEndless()) {
            return walk.refuse("NO_PATH", packet + " goes round in circles");
        }
        Optional<Route> found = routes.to(packet.destination());
        if (found.isEmpty()) {
            walk.pass(Hop.Kind.ROUTE_TABLE, routes.id(), "", "has no route for it");
            return walk.refuse("NO_ROUTE_TO_DESTINATION", routes.id() + " has no route to " + packet.destination());
        }
        Route route = found.get();
        String destination = Routes.destination(route);
        if (!RouteTargets.reachable(site.ec2(), site.vpcId(), route, walk.now())) {
            walk.pass(Hop.Kind.ROUTE_TABLE, routes.id(), destination, "is a blackhole");
            return walk.refuse(
                    "BAD_STATE_ROUTE", "the route to " + destination + " of " + routes.id() + " is a blackhole");
        }
        walk.pass(Hop.Kind.ROUTE_TABLE, routes.id(), destination, "sends it on");
        return take(site, route, packet);
    }

    private boolean take(Site site, Route route, Packet packet) {
        if (route.networkInterfaceId() != null) {
            return appliance(
                    Sites.byId(site.region(), route.networkInterfaceId()).orElseThrow(), packet);
        }
        if (route.natGatewayId() != null) {
            return nat(site, route.natGatewayId(), packet);
        }
        if (route.vpcPeeringConnectionId() != null) {
            return peer(site, route.vpcPeeringConnectionId(), packet);
        }
        if (route.transitGatewayId() != null) {
            return new TransitGateways(walk).cross(site, route.transitGatewayId(), packet);
        }
        if (route.egressOnlyInternetGatewayId() != null) {
            return egressOnly(site, route.egressOnlyInternetGatewayId(), packet);
        }
        String gateway = String.valueOf(route.gatewayId());
        if (gateway.startsWith("igw-")) {
            return internetGateway(site, gateway, packet);
        }
        return gateway.startsWith("vpce-")
                ? endpoint(site, gateway, packet)
                : walk.inside(site.region(), site.vpcId(), packet);
    }

    private boolean endpoint(Site site, String id, Packet packet) {
        VpcEndpoint endpoint = site.ec2().networks().endpoints().find(id).orElseThrow();
        return endpoint.vpcEndpointType() == VpcEndpointType.GATEWAY_LOAD_BALANCER
                ? firewall(site, endpoint, packet)
                : gatewayEndpoint(site, endpoint, packet);
    }

    /** A firewall looks at a packet, and sends it on from the subnet of its endpoint. */
    private boolean firewall(Site from, VpcEndpoint endpoint, Packet packet) {
        String id = endpoint.vpcEndpointId();
        if (NetworkTiming.state(endpoint, walk.now()) != State.AVAILABLE) {
            return walk.refuse("BAD_STATE", id + " is not available");
        }
        Site site =
                Sites.byId(from.region(), endpoint.networkInterfaceIds().get(0)).orElseThrow();
        boolean near = site.eni().subnetId().equals(from.eni().subnetId());
        if (!near && !walk.acl(site, false, packet)) {
            return false;
        }
        walk.trail().passes("an endpoint of Network Firewall");
        Optional<String> policy = FirewallState.of(site.region()).dropping(endpoint);
        if (policy.isPresent()) {
            walk.pass(Hop.Kind.FIREWALL, id, policy.get(), "drops it");
            return walk.refuse(
                    "FIREWALL_RULES_RESTRICTION", "the firewall policy " + policy.get() + " drops " + packet);
        }
        walk.pass(Hop.Kind.FIREWALL, id, "", "lets it through");
        return walk.route(site, packet);
    }

    /** An interface that forwards for others, such as that of a firewall. */
    private boolean appliance(Site site, Packet packet) {
        if (!site.addresses().contains(packet.destination())
                && !Boolean.FALSE.equals(site.eni().sourceDestCheck())) {
            return walk.refuse(
                    "ENI_SOURCE_DEST_CHECK_RESTRICTION", site.id() + " takes only what is sent to its own addresses");
        }
        if (!walk.acl(site, false, packet) || !walk.guard(site, false, packet)) {
            return false;
        }
        return walk.leave(site, packet);
    }

    private boolean internetGateway(Site site, String id, Packet packet) {
        if (blocked(site)) {
            walk.pass(Hop.Kind.INTERNET_GATEWAY, id, "", "refuses it");
            return walk.refuse("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "VPC block public access lets nothing through " + id);
        }
        if (packet.ipv6()) {
            walk.pass(Hop.Kind.INTERNET_GATEWAY, id, "", "sends it out");
            return walk.internet(packet);
        }
        Optional<String> address = Sites.inVpc(site.region(), site.vpcId(), packet.source())
                .flatMap(sender -> sender.publicAddress(packet.source()));
        if (address.isEmpty()) {
            walk.pass(Hop.Kind.INTERNET_GATEWAY, id, "", "refuses it");
            return walk.refuse(
                    "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
                    packet.source() + " has no public address, so that " + id + " sends out nothing from it");
        }
        walk.pass(Hop.Kind.INTERNET_GATEWAY, id, "", "makes " + packet.source() + " " + address.get());
        return walk.internet(packet.from(address.get()));
    }

    /** Whether VPC block public access stops what goes through the internet gateway of the VPC of an interface. */
    static boolean blocked(Site site) {
        String mode = site.ec2().networks().internetGatewayBlockMode();
        boolean nat = site.type().startsWith("nat");
        return mode.equals(BLOCK_ALL) || (mode.equals(BLOCK_INGRESS) && !nat);
    }

    private boolean egressOnly(Site site, String id, Packet packet) {
        if (site.ec2().networks().internetGatewayBlockMode().equals(BLOCK_ALL)) {
            return walk.refuse("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "VPC block public access lets nothing through " + id);
        }
        if (walk.answering()) {
            return walk.refuse("NO_PATH", id + " takes only what belongs to a connection that began inside");
        }
        walk.trail().passes("an egress-only internet gateway");
        walk.trail().egressOnly(id);
        walk.pass(Hop.Kind.EGRESS_ONLY_GATEWAY, id, "", "sends it out");
        return walk.internet(packet);
    }

    private boolean nat(Site from, String id, Packet packet) {
        NatGateway gateway = from.ec2().networks().natGateways().find(id).orElseThrow();
        if (NetworkTiming.state(gateway, walk.now()) != NatGatewayState.AVAILABLE) {
            return walk.refuse("BAD_STATE", id + " is not available");
        }
        if (packet.ipv6() || packet.protocol() == Protocol.GRE) {
            return walk.refuse("PROTOCOL_RESTRICTION", id + " takes only TCP, UDP and ICMP over IPv4");
        }
        var address = gateway.natGatewayAddresses().get(0);
        Site site = Sites.byId(from.region(), address.networkInterfaceId()).orElseThrow();
        if (!site.eni().subnetId().equals(from.eni().subnetId()) && !walk.acl(site, false, packet)) {
            return false;
        }
        walk.trail().passes("a NAT gateway");
        walk.trail().translate(site.id(), packet);
        walk.pass(Hop.Kind.NAT_GATEWAY, id, "", "makes " + packet.source() + " " + address.privateIp());
        return walk.route(site, packet.from(address.privateIp(), FIRST_PORT));
    }

    /** What comes to the interface of a NAT gateway goes back to whom it belongs, or nowhere. */
    boolean backThroughNat(Site site, Packet packet) {
        Optional<Packet> original = walk.trail().original(site.id());
        if (!walk.answering() || original.isEmpty()) {
            return walk.refuse("NO_PATH", "the NAT gateway of " + site.id() + " takes no connections from outside");
        }
        Packet client = original.get();
        walk.pass(Hop.Kind.NAT_GATEWAY, site.id(), "", "hands it back to " + client.source());
        return walk.route(site, packet.to(client.source(), client.sourcePort()));
    }

    private boolean peer(Site site, String id, Packet packet) {
        VpcPeeringConnection peering = site.ec2().networks().peerings().find(id).orElseThrow();
        VpcPeeringConnectionVpcInfo other = peering.requesterVpcInfo().vpcId().equals(site.vpcId())
                ? peering.accepterVpcInfo()
                : peering.requesterVpcInfo();
        Region region = walk.world().account(other.ownerId()).region(other.region());
        walk.pass(Hop.Kind.PEERING, id, "", "hands it to " + other.vpcId());
        return walk.inside(region, other.vpcId(), packet);
    }

    private boolean gatewayEndpoint(Site site, VpcEndpoint endpoint, Packet packet) {
        String id = endpoint.vpcEndpointId();
        if (endpoint.serviceName().endsWith(".dynamodb")) {
            walk.trail().passes("a gateway endpoint of DynamoDB");
        }
        walk.trail().gatewayEndpoint(site);
        walk.pass(Hop.Kind.ENDPOINT, id, "", "hands it to " + endpoint.serviceName());
        return Amazon.answers(packet)
                ? walk.arriveOutside(packet, Hop.Kind.AMAZON, endpoint.serviceName(), true)
                : walk.refuse("VPCE_GATEWAY_PROTOCOL_RESTRICTION", id + " takes only HTTP and HTTPS");
    }

    /** A packet is in the internet. */
    boolean internet(Packet packet) {
        if (Addresses.isPrivate(packet.destination())) {
            return walk.refuse("NO_PATH", "the internet does not route " + packet.destination());
        }
        Optional<Site> site = Sites.byPublicAddress(walk.world(), packet.destination());
        if (site.isPresent()) {
            return enterVpc(site.get(), packet);
        }
        if (!walk.answering() && !NetworkState.of(walk.world()).listensOutside(packet)) {
            return walk.refuse(
                    "NO_POSSIBLE_DESTINATION",
                    "nothing listens on port " + packet.port() + " of " + packet.destination());
        }
        return walk.arriveOutside(packet, Hop.Kind.HOST, packet.destination(), true);
    }

    private boolean enterVpc(Site site, Packet packet) {
        Optional<String> egressOnly = walk.answering() ? walk.trail().egressOnly() : Optional.empty();
        if (packet.ipv6() && egressOnly.isPresent()) {
            walk.pass(Hop.Kind.EGRESS_ONLY_GATEWAY, egressOnly.get(), "", "lets the answer in");
            return walk.enter(site, packet, false);
        }
        Optional<String> gateway = attached(site);
        if (gateway.isEmpty()) {
            return walk.refuse("NO_PATH", site.vpcId() + " has no internet gateway");
        }
        if (blocked(site)) {
            return walk.refuse(
                    "VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "VPC block public access lets nothing through " + gateway.get());
        }
        String address = packet.ipv6()
                ? packet.destination()
                : site.privateAddress(packet.destination()).orElseThrow();
        walk.pass(Hop.Kind.INTERNET_GATEWAY, gateway.get(), "", "lets it in to " + address);
        return letIn(site, gateway.get(), packet.to(address));
    }

    /** What an internet gateway lets in goes where the gateway's own routes say, when it has any, else straight to the interface. */
    private boolean letIn(Site site, String gateway, Packet packet) {
        return Routes.of(site.ec2(), site.vpcId(), gateway)
                .map(routes -> follow(site, routes, packet))
                .orElseGet(() -> walk.enter(site, packet, false));
    }

    static Optional<String> attached(Site site) {
        return site.ec2().internetGateways().all().stream()
                .filter(gateway -> gateway.attachments().stream()
                        .anyMatch(each -> site.vpcId().equals(each.vpcId())))
                .map(InternetGateway::internetGatewayId)
                .findFirst();
    }
}
