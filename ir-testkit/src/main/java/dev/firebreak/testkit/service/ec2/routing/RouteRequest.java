package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.network.Networks;
import dev.firebreak.testkit.world.network.Ipv4;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/**
 * A route that is asked for: one destination, one target.
 *
 * @param table the table that it is for
 * @param route the route, its target checked
 */
record RouteRequest(RouteTable table, Route route) {
    /** The route that the request asks for, or EC2's refusal. */
    static RouteRequest of(Call call, CreateRouteRequest request) {
        RouteTable table = Kind.ROUTE_TABLE.get(call, Refusals.required(request.routeTableId(), "routeTableId"));
        Route.Builder route = Route.builder().origin(RouteOrigin.CREATE_ROUTE).state(RouteState.ACTIVE);
        destination(call, route, request);
        new RouteTarget(call, table, route).set(request);
        var wanted = new RouteRequest(table, route.build());
        wanted.checkWithinVpc(call);
        return wanted;
    }

    /** The destination of a route, as text. */
    static String destination(Route route) {
        return Stream.of(
                        route.destinationCidrBlock(), route.destinationIpv6CidrBlock(), route.destinationPrefixListId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static void destination(Call call, Route.Builder route, CreateRouteRequest request) {
        long given = Stream.of(
                        request.destinationCidrBlock(),
                        request.destinationIpv6CidrBlock(),
                        request.destinationPrefixListId())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw given == 0
                    ? AwsError.of(
                            "MissingParameter",
                            "The request must contain exactly one of destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId")
                    : Refusals.combination("Only one destination may be specified");
        }
        if (request.destinationCidrBlock() != null) {
            route.destinationCidrBlock(Networks.range(request.destinationCidrBlock(), "destinationCidrBlock")
                    .cidr());
        } else if (request.destinationIpv6CidrBlock() != null) {
            route.destinationIpv6CidrBlock(Networks.ipv6(request.destinationIpv6CidrBlock(), "destinationIpv6CidrBlock")
                    .cidr());
        } else {
            route.destinationPrefixListId(NetworkKinds.PREFIX_LIST
                    .get(call, request.destinationPrefixListId())
                    .id());
        }
    }

    /** Inside the VPC's own ranges only an interface or an endpoint can be the target; the ranges themselves stay local. */
    private void checkWithinVpc(Call call) {
        String cidr = route.destinationCidrBlock();
        String gateway = String.valueOf(route.gatewayId());
        if (cidr == null
                || route.networkInterfaceId() != null
                || gateway.equals("local")
                || gateway.startsWith("vpce-")) {
            return;
        }
        Vpc vpc = Kind.VPC.get(call, table.vpcId());
        boolean within = vpc.cidrBlockAssociationSet().stream()
                .map(VpcCidrBlockAssociation::cidrBlock)
                .filter(range -> !range.equals(cidr))
                .anyMatch(range -> Ipv4.range(range).contains(Ipv4.range(cidr)));
        if (within) {
            throw Refusals.value(
                    "The destination CIDR block %s is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.",
                    cidr);
        }
    }
}
