package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.network.Networks;
import dev.firebreak.testkit.world.network.RouteTargets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Route tables; their routes are {@link RouteOperations}, and what they are for is {@link RouteTableAssociationOperations}. */
final class RouteTableOperations {
    private static final int TABLES_PER_VPC = 200;
    private static final String TYPE = "route-table";

    private RouteTableOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateRouteTable", CreateRouteTableRequest::builder, RouteTableOperations::create)
                .on("DeleteRouteTable", DeleteRouteTableRequest::builder, RouteTableOperations::delete)
                .on("DescribeRouteTables", DescribeRouteTablesRequest::builder, RouteTableOperations::describe);
    }

    private static CreateRouteTableResponse create(Call call, CreateRouteTableRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        var tables = call.region().ec2().routeTables();
        long present = tables.all().stream()
                .filter(table -> table.vpcId().equals(vpc.vpcId()))
                .count();
        if (present >= TABLES_PER_VPC) {
            throw AwsError.of("RouteTableLimitExceeded", "The maximum number of route tables has been reached.");
        }
        List<Route> local = Networks.maker(call).mainRouteTable(vpc.vpcId()).routes().stream()
                .filter(route -> "local".equals(route.gatewayId()))
                .toList();
        RouteTable table = RouteTable.builder()
                .routeTableId(call.world().ids().ec2("rtb"))
                .vpcId(vpc.vpcId())
                .ownerId(call.account().id())
                .routes(local)
                .build();
        tables.put(table);
        Tagging.apply(call, request.tagSpecifications(), TYPE, table.routeTableId());
        return CreateRouteTableResponse.builder().routeTable(view(call, table)).build();
    }

    private static DeleteRouteTableResponse delete(Call call, DeleteRouteTableRequest request) {
        RouteTable table = Kind.ROUTE_TABLE.get(call, Refusals.required(request.routeTableId(), "routeTableId"));
        if (!table.associations().isEmpty()) {
            throw Refusals.dependency(
                    "The routeTable '%s' has dependencies and cannot be deleted.", table.routeTableId());
        }
        call.region().ec2().routeTables().remove(table.routeTableId());
        call.region().ec2().tags().forget(table.routeTableId());
        return DeleteRouteTableResponse.builder().build();
    }

    private static DescribeRouteTablesResponse describe(Call call, DescribeRouteTablesRequest request) {
        var found = filters(call).select(call, Kind.ROUTE_TABLE, request.routeTableIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.map(table -> view(call, table)))
                .nextToken(page.nextToken())
                .build();
    }

    private static Filters<RouteTable> filters(Call call) {
        var filters = new Filters<>(call, RouteTable::routeTableId)
                .on("route-table-id", RouteTable::routeTableId)
                .on("vpc-id", RouteTable::vpcId)
                .on("owner-id", RouteTable::ownerId)
                .onAny("route.state", table -> Lists.map(states(call, table), Route::stateAsString));
        associations(filters, "association.main", each -> each.main().toString());
        associations(filters, "association.subnet-id", RouteTableAssociation::subnetId);
        associations(filters, "association.gateway-id", RouteTableAssociation::gatewayId);
        associations(filters, "association.route-table-id", RouteTableAssociation::routeTableId);
        associations(filters, "association.route-table-association-id", RouteTableAssociation::routeTableAssociationId);
        routes(filters, "route.destination-cidr-block", Route::destinationCidrBlock);
        routes(filters, "route.destination-ipv6-cidr-block", Route::destinationIpv6CidrBlock);
        routes(filters, "route.destination-prefix-list-id", Route::destinationPrefixListId);
        routes(filters, "route.gateway-id", Route::gatewayId);
        routes(filters, "route.nat-gateway-id", Route::natGatewayId);
        routes(filters, "route.instance-id", Route::instanceId);
        routes(filters, "route.egress-only-internet-gateway-id", Route::egressOnlyInternetGatewayId);
        routes(filters, "route.transit-gateway-id", Route::transitGatewayId);
        routes(filters, "route.vpc-peering-connection-id", Route::vpcPeeringConnectionId);
        routes(filters, "route.origin", Route::originAsString);
        return filters;
    }

    private static void associations(
            Filters<RouteTable> filters, String name, Function<RouteTableAssociation, @Nullable String> value) {
        filters.onAny(name, table -> Lists.map(table.associations(), value));
    }

    private static void routes(Filters<RouteTable> filters, String name, Function<Route, @Nullable String> value) {
        filters.onAny(name, table -> Lists.map(table.routes(), value));
    }

    private static RouteTable view(Call call, RouteTable table) {
        return table.copy(copy ->
                copy.routes(states(call, table)).tags(call.region().ec2().tags().list(table.routeTableId())));
    }

    /** The routes with what they are now: those that lead nowhere are black holes. */
    private static List<Route> states(Call call, RouteTable table) {
        return table.routes().stream()
                .map(route -> route.copy(copy -> copy.state(
                        RouteTargets.reachable(call.region().ec2(), table.vpcId(), route, call.now())
                                ? RouteState.ACTIVE
                                : RouteState.BLACKHOLE)))
                .toList();
    }
}
