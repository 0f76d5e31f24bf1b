package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.network.Networks;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** The routes of route tables. */
final class RouteOperations {
    private static final int ROUTES_PER_TABLE = 500;

    private RouteOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateRoute", CreateRouteRequest::builder, RouteOperations::create)
                .on("ReplaceRoute", ReplaceRouteRequest::builder, RouteOperations::replace)
                .on("DeleteRoute", DeleteRouteRequest::builder, RouteOperations::delete);
    }

    private static CreateRouteResponse create(Call call, CreateRouteRequest request) {
        RouteRequest wanted = RouteRequest.of(call, request);
        RouteTable table = wanted.table();
        String destination = RouteRequest.destination(wanted.route());
        if (without(table, destination).size() < table.routes().size()) {
            throw AwsError.of("RouteAlreadyExists", "The route identified by %s already exists.", destination);
        }
        if (table.routes().size() >= ROUTES_PER_TABLE) {
            throw AwsError.of("RouteLimitExceeded", "The maximum number of routes has been reached.");
        }
        put(call, table, Lists.with(table.routes(), wanted.route()));
        return CreateRouteResponse.builder().returnValue(true).build();
    }

    private static ReplaceRouteResponse replace(Call call, ReplaceRouteRequest request) {
        RouteRequest wanted = RouteRequest.of(call, creation(request));
        String destination = RouteRequest.destination(wanted.route());
        RouteTable table = wanted.table();
        List<Route> others = without(table, destination);
        if (others.size() == table.routes().size()) {
            throw Refusals.value(
                    "There is no route defined for '%s' in the route table. Use CreateRoute instead.", destination);
        }
        put(call, table, Lists.with(others, wanted.route()));
        return ReplaceRouteResponse.builder().build();
    }

    private static CreateRouteRequest creation(ReplaceRouteRequest request) {
        if (Boolean.TRUE.equals(request.localTarget())) {
            throw Refusals.value("The local target is supported for local routes only");
        }
        return CreateRouteRequest.builder()
                .routeTableId(request.routeTableId())
                .destinationCidrBlock(request.destinationCidrBlock())
                .destinationIpv6CidrBlock(request.destinationIpv6CidrBlock())
                .destinationPrefixListId(request.destinationPrefixListId())
                .gatewayId(request.gatewayId())
                .natGatewayId(request.natGatewayId())
                .instanceId(request.instanceId())
                .networkInterfaceId(request.networkInterfaceId())
                .egressOnlyInternetGatewayId(request.egressOnlyInternetGatewayId())
                .vpcPeeringConnectionId(request.vpcPeeringConnectionId())
                .vpcEndpointId(request.vpcEndpointId())
                .transitGatewayId(request.transitGatewayId())
                .carrierGatewayId(request.carrierGatewayId())
                .localGatewayId(request.localGatewayId())
                .coreNetworkArn(request.coreNetworkArn())
                .build();
    }

    private static DeleteRouteResponse delete(Call call, DeleteRouteRequest request) {
        RouteTable table = Kind.ROUTE_TABLE.get(call, Refusals.required(request.routeTableId(), "routeTableId"));
        Route named = named(request);
        String destination = RouteRequest.destination(named);
        Route route = table.routes().stream()
                .filter(each -> RouteRequest.destination(each).equals(destination))
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        "InvalidRoute.NotFound",
                        "no route with destination-%s %s in route table %s",
                        kind(named),
                        destination,
                        table.routeTableId()));
        if ("local".equals(route.gatewayId())) {
            throw Refusals.value("cannot remove local route %s in route table %s", destination, table.routeTableId());
        }
        if (route.destinationPrefixListId() != null
                && String.valueOf(route.gatewayId()).startsWith("vpce-")) {
            throw Refusals.value(
                    "cannot remove VPC endpoint route %s in route table %s", route.gatewayId(), table.routeTableId());
        }
        put(call, table, without(table, destination));
        return DeleteRouteResponse.builder().build();
    }

    private static Route named(DeleteRouteRequest request) {
        Route.Builder route = Route.builder();
        if (request.destinationCidrBlock() != null) {
            route.destinationCidrBlock(Networks.range(request.destinationCidrBlock(), "destinationCidrBlock")
                    .cidr());
        } else if (request.destinationIpv6CidrBlock() != null) {
            route.destinationIpv6CidrBlock(Networks.ipv6(request.destinationIpv6CidrBlock(), "destinationIpv6CidrBlock")
                    .cidr());
        } else {
            route.destinationPrefixListId(Refusals.required(request.destinationPrefixListId(), "destinationCidrBlock"));
        }
        return route.build();
    }

    private static String kind(Route route) {
        if (route.destinationCidrBlock() != null) {
            return "cidr-block";
        }
        return route.destinationIpv6CidrBlock() != null ? "ipv6-cidr-block" : "prefix-list-id";
    }

    private static List<Route> without(RouteTable table, String destination) {
        return table.routes().stream()
                .filter(route -> !RouteRequest.destination(route).equals(destination))
                .toList();
    }

    private static void put(Call call, RouteTable table, List<Route> routes) {
        call.region().ec2().routeTables().put(table.copy(copy -> copy.routes(routes)));
    }
}
