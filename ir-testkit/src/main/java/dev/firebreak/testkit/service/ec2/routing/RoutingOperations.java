package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Page;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** Route tables, network ACLs and internet gateways. */
public final class RoutingOperations {
    private RoutingOperations() {}

    public static void addTo(Operations operations) {
        operations
                .on("DescribeRouteTables", DescribeRouteTablesRequest::builder, RoutingOperations::routeTables)
                .on("DescribeNetworkAcls", DescribeNetworkAclsRequest::builder, RoutingOperations::networkAcls)
                .on(
                        "DescribeInternetGateways",
                        DescribeInternetGatewaysRequest::builder,
                        RoutingOperations::internetGateways);
    }

    private static DescribeRouteTablesResponse routeTables(Call call, DescribeRouteTablesRequest request) {
        var filters = new Filters<>(call, RouteTable::routeTableId)
                .on("route-table-id", RouteTable::routeTableId)
                .on("vpc-id", RouteTable::vpcId)
                .on("owner-id", RouteTable::ownerId)
                .onAny(
                        "association.main",
                        table -> Lists.map(
                                table.associations(), each -> each.main().toString()))
                .onAny(
                        "association.subnet-id",
                        table -> Lists.map(table.associations(), RouteTableAssociation::subnetId))
                .onAny(
                        "association.route-table-id",
                        table -> Lists.map(table.associations(), RouteTableAssociation::routeTableId))
                .onAny(
                        "association.route-table-association-id",
                        table -> Lists.map(table.associations(), RouteTableAssociation::routeTableAssociationId))
                .onAny("route.gateway-id", table -> Lists.map(table.routes(), Route::gatewayId))
                .onAny("route.nat-gateway-id", table -> Lists.map(table.routes(), Route::natGatewayId))
                .onAny("route.destination-cidr-block", table -> Lists.map(table.routes(), Route::destinationCidrBlock));
        var found = filters.select(call, Kind.ROUTE_TABLE, request.routeTableIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        var tags = call.region().ec2().tags();
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.map(table -> table.copy(copy -> copy.tags(tags.list(table.routeTableId())))))
                .nextToken(page.nextToken())
                .build();
    }

    private static DescribeNetworkAclsResponse networkAcls(Call call, DescribeNetworkAclsRequest request) {
        var filters = new Filters<>(call, NetworkAcl::networkAclId)
                .on("network-acl-id", NetworkAcl::networkAclId)
                .on("vpc-id", NetworkAcl::vpcId)
                .on("owner-id", NetworkAcl::ownerId)
                .on("default", NetworkAcl::isDefault)
                .onAny("association.subnet-id", acl -> Lists.map(acl.associations(), NetworkAclAssociation::subnetId))
                .onAny(
                        "association.network-acl-id",
                        acl -> Lists.map(acl.associations(), NetworkAclAssociation::networkAclId))
                .onAny(
                        "association.association-id",
                        acl -> Lists.map(acl.associations(), NetworkAclAssociation::networkAclAssociationId))
                .onAny("entry.cidr", acl -> Lists.map(acl.entries(), entry -> entry.cidrBlock()))
                .onAny(
                        "entry.rule-number",
                        acl -> Lists.map(
                                acl.entries(), entry -> entry.ruleNumber().toString()));
        var found = filters.select(call, Kind.NETWORK_ACL, request.networkAclIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        var tags = call.region().ec2().tags();
        return DescribeNetworkAclsResponse.builder()
                .networkAcls(page.map(acl -> acl.copy(copy -> copy.tags(tags.list(acl.networkAclId())))))
                .nextToken(page.nextToken())
                .build();
    }

    private static DescribeInternetGatewaysResponse internetGateways(
            Call call, DescribeInternetGatewaysRequest request) {
        var filters = new Filters<>(call, InternetGateway::internetGatewayId)
                .on("internet-gateway-id", InternetGateway::internetGatewayId)
                .on("owner-id", InternetGateway::ownerId)
                .onAny(
                        "attachment.vpc-id",
                        gateway -> Lists.map(gateway.attachments(), InternetGatewayAttachment::vpcId))
                .onAny(
                        "attachment.state",
                        gateway -> Lists.map(gateway.attachments(), InternetGatewayAttachment::stateAsString));
        var found = filters.select(call, Kind.INTERNET_GATEWAY, request.internetGatewayIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        var tags = call.region().ec2().tags();
        return DescribeInternetGatewaysResponse.builder()
                .internetGateways(
                        page.map(gateway -> gateway.copy(copy -> copy.tags(tags.list(gateway.internetGatewayId())))))
                .nextToken(page.nextToken())
                .build();
    }
}
