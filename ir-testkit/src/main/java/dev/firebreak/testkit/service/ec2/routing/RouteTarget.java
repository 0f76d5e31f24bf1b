package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.world.network.NetworkTiming;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;

/** Where a route is to lead, checked as EC2 checks it. */
final class RouteTarget {
    private final Call call;
    private final RouteTable table;
    private final Route.Builder route;

    RouteTarget(Call call, RouteTable table, Route.Builder route) {
        this.call = call;
        this.table = table;
        this.route = route;
    }

    /** Sets the one target that the request names. */
    void set(CreateRouteRequest request) {
        Map<String, Runnable> given = new TreeMap<>();
        offer(given, request.gatewayId(), this::gateway);
        offer(given, request.natGatewayId(), this::natGateway);
        offer(given, request.instanceId(), this::instance);
        offer(given, request.networkInterfaceId(), this::networkInterface);
        offer(given, request.egressOnlyInternetGatewayId(), this::egressOnly);
        offer(given, request.vpcPeeringConnectionId(), this::peering);
        offer(given, request.vpcEndpointId(), this::endpoint);
        offer(given, request.transitGatewayId(), this::transitGateway);
        offer(given, request.carrierGatewayId(), this::unknown);
        offer(given, request.localGatewayId(), this::unknown);
        offer(given, request.coreNetworkArn(), this::unknown);
        if (given.isEmpty()) {
            throw AwsError.of(
                    "MissingParameter",
                    "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, localGatewayId, carrierGatewayId, vpcEndpointId or instanceId");
        }
        if (given.size() > 1) {
            throw Refusals.combination("Only one target may be specified");
        }
        given.values().forEach(Runnable::run);
    }

    private static void offer(Map<String, Runnable> given, @Nullable String id, Consumer<String> target) {
        if (id != null) {
            given.put(id, () -> target.accept(id));
        }
    }

    private void gateway(String id) {
        if (id.startsWith("vpce-")) {
            endpoint(id);
            return;
        }
        if (!id.startsWith("igw-")) {
            throw AwsError.of("InvalidGatewayID.NotFound", "The gateway ID '%s' does not exist", id);
        }
        var gateway = call.region()
                .ec2()
                .internetGateways()
                .find(id)
                .orElseThrow(() -> AwsError.of("InvalidGatewayID.NotFound", "The gateway ID '%s' does not exist", id));
        if (gateway.attachments().stream().noneMatch(each -> table.vpcId().equals(each.vpcId()))) {
            throw otherNetwork("network gateway", id);
        }
        route.gatewayId(id);
    }

    private void natGateway(String id) {
        NatGateway gateway = call.region()
                .ec2()
                .networks()
                .natGateways()
                .find(id)
                .filter(each -> NetworkTiming.visible(each, call.now()))
                .orElseThrow(
                        () -> AwsError.of("InvalidNatGatewayID.NotFound", "The natGateway ID '%s' does not exist", id));
        if (!gateway.vpcId().equals(table.vpcId())) {
            throw otherNetwork("NAT gateway", id);
        }
        route.natGatewayId(id);
    }

    private void instance(String id) {
        networkInterface(Interfaces.only(call, Kind.INSTANCE.get(call, id).id()).networkInterfaceId());
    }

    private void networkInterface(String id) {
        NetworkInterface eni = Kind.INTERFACE.get(call, id);
        if (!eni.vpcId().equals(table.vpcId())) {
            throw otherNetwork("interface", id);
        }
        route.networkInterfaceId(id);
        if (eni.attachment() != null) {
            route.instanceId(eni.attachment().instanceId())
                    .instanceOwnerId(eni.attachment().instanceOwnerId());
        }
    }

    private void egressOnly(String id) {
        var gateway = NetworkKinds.EGRESS_ONLY_GATEWAY.get(call, id);
        if (gateway.attachments().stream().noneMatch(each -> table.vpcId().equals(each.vpcId()))) {
            throw otherNetwork("egress-only internet gateway", id);
        }
        route.egressOnlyInternetGatewayId(id);
    }

    private void peering(String id) {
        VpcPeeringConnection peering = NetworkKinds.PEERING.get(call, id);
        if (!peering.requesterVpcInfo().vpcId().equals(table.vpcId())
                && !peering.accepterVpcInfo().vpcId().equals(table.vpcId())) {
            throw otherNetwork("peering connection", id);
        }
        route.vpcPeeringConnectionId(id);
    }

    private void transitGateway(String id) {
        NetworkKinds.TRANSIT_GATEWAY.get(call, id);
        if (call.region().ec2().networks().transitAttachment(id, table.vpcId()).isEmpty()) {
            throw AwsError.of(
                    "InvalidTransitGatewayID.NotFound", "Transit Gateway %s is not attached to %s", id, table.vpcId());
        }
        route.transitGatewayId(id);
    }

    /** The routes to gateway endpoints are the endpoint's own; others can name only endpoints of Gateway Load Balancers. */
    private void endpoint(String id) {
        VpcEndpoint endpoint = NetworkKinds.ENDPOINT.get(call, id);
        if (endpoint.vpcEndpointType() != VpcEndpointType.GATEWAY_LOAD_BALANCER) {
            throw Refusals.value("Cannot create or replace a prefix list route targeting a VPC Endpoint.");
        }
        if (!endpoint.vpcId().equals(table.vpcId())) {
            throw otherNetwork("VPC endpoint", id);
        }
        route.gatewayId(id);
    }

    private void unknown(String id) {
        throw Refusals.value("The route target '%s' does not exist", id);
    }

    private AwsError otherNetwork(String what, String id) {
        return Refusals.value("route table %s and %s %s belong to different networks", table.routeTableId(), what, id);
    }
}
