package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Which subnets and gateways a route table is for, and which table is the main one of a VPC. */
final class RouteTableAssociationOperations {
    private RouteTableAssociationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "AssociateRouteTable",
                        AssociateRouteTableRequest::builder,
                        RouteTableAssociationOperations::associate)
                .on(
                        "DisassociateRouteTable",
                        DisassociateRouteTableRequest::builder,
                        RouteTableAssociationOperations::disassociate)
                .on(
                        "ReplaceRouteTableAssociation",
                        ReplaceRouteTableAssociationRequest::builder,
                        RouteTableAssociationOperations::replace);
    }

    private static AssociateRouteTableResponse associate(Call call, AssociateRouteTableRequest request) {
        RouteTable table = Kind.ROUTE_TABLE.get(call, Refusals.required(request.routeTableId(), "routeTableId"));
        checkTarget(call, table, request);
        RouteTableAssociation association = RouteTableAssociation.builder()
                .main(false)
                .subnetId(request.subnetId())
                .gatewayId(request.gatewayId())
                .routeTableId(table.routeTableId())
                .routeTableAssociationId(call.world().ids().ec2("rtbassoc"))
                .associationState(state -> state.state("associated"))
                .build();
        boolean conflict = all(call)
                .anyMatch(each -> (each.subnetId() != null && each.subnetId().equals(request.subnetId()))
                        || (each.gatewayId() != null && each.gatewayId().equals(request.gatewayId())));
        if (conflict) {
            throw AwsError.of(
                    "Resource.AlreadyAssociated",
                    "the specified association for route table %s conflicts with an existing association",
                    table.routeTableId());
        }
        add(call, table, association);
        return AssociateRouteTableResponse.builder()
                .associationId(association.routeTableAssociationId())
                .associationState(association.associationState())
                .build();
    }

    private static void checkTarget(Call call, RouteTable table, AssociateRouteTableRequest request) {
        if (request.gatewayId() != null) {
            InternetGateway gateway = Kind.INTERNET_GATEWAY.get(call, request.gatewayId());
            if (gateway.attachments().stream().noneMatch(each -> table.vpcId().equals(each.vpcId()))) {
                throw Refusals.value(
                        "route table %s and network gateway %s belong to different networks",
                        table.routeTableId(), gateway.internetGatewayId());
            }
            return;
        }
        Subnet subnet = Kind.SUBNET.get(call, Refusals.required(request.subnetId(), "subnetId"));
        if (!subnet.vpcId().equals(table.vpcId())) {
            throw Refusals.value(
                    "route table %s and subnet %s belong to different networks",
                    table.routeTableId(), subnet.subnetId());
        }
    }

    private static DisassociateRouteTableResponse disassociate(Call call, DisassociateRouteTableRequest request) {
        RouteTableAssociation association = find(call, Refusals.required(request.associationId(), "associationId"));
        if (association.main()) {
            throw Refusals.value(
                    "cannot disassociate the main route table association %s", association.routeTableAssociationId());
        }
        remove(call, association);
        return DisassociateRouteTableResponse.builder().build();
    }

    /** Of the main association, this makes another table the main one. */
    private static ReplaceRouteTableAssociationResponse replace(
            Call call, ReplaceRouteTableAssociationRequest request) {
        RouteTableAssociation old = find(call, Refusals.required(request.associationId(), "associationId"));
        RouteTable wanted = Kind.ROUTE_TABLE.get(call, Refusals.required(request.routeTableId(), "routeTableId"));
        RouteTable current = Kind.ROUTE_TABLE.get(call, old.routeTableId());
        if (!current.vpcId().equals(wanted.vpcId())) {
            throw Refusals.value(
                    "route table %s and route table %s belong to different networks",
                    wanted.routeTableId(), current.routeTableId());
        }
        remove(call, old);
        RouteTableAssociation made = old.copy(copy -> copy.routeTableId(wanted.routeTableId())
                .routeTableAssociationId(call.world().ids().ec2("rtbassoc")));
        add(call, Kind.ROUTE_TABLE.get(call, wanted.routeTableId()), made);
        return ReplaceRouteTableAssociationResponse.builder()
                .newAssociationId(made.routeTableAssociationId())
                .associationState(made.associationState())
                .build();
    }

    private static Stream<RouteTableAssociation> all(Call call) {
        return call.region().ec2().routeTables().all().stream().flatMap(table -> table.associations().stream());
    }

    private static RouteTableAssociation find(Call call, String id) {
        return all(call)
                .filter(each -> each.routeTableAssociationId().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        AwsError.of("InvalidAssociationID.NotFound", "The association ID '%s' does not exist", id));
    }

    private static void add(Call call, RouteTable table, RouteTableAssociation association) {
        call.region()
                .ec2()
                .routeTables()
                .put(table.copy(copy -> copy.associations(Lists.with(table.associations(), association))));
    }

    private static void remove(Call call, RouteTableAssociation association) {
        RouteTable table = Kind.ROUTE_TABLE.get(call, association.routeTableId());
        call.region()
                .ec2()
                .routeTables()
                .put(table.copy(copy -> copy.associations(table.associations().stream()
                        .filter(each -> !each.equals(association))
                        .toList())));
    }
}
