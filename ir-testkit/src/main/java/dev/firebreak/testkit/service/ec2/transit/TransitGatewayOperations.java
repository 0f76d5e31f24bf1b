package dev.firebreak.testkit.service.ec2.transit;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.network.NetworkTiming;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.TransitGateway;
import software.amazon.awssdk.services.ec2.model.TransitGatewayState;

/** Transit gateways with their default route table alone, which every attachment uses and is in: those that switch it off are not simulated. */
final class TransitGatewayOperations {
    private static final String TYPE = "transit-gateway";

    private TransitGatewayOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateTransitGateway", CreateTransitGatewayRequest::builder, TransitGatewayOperations::create)
                .on("DeleteTransitGateway", DeleteTransitGatewayRequest::builder, TransitGatewayOperations::delete)
                .on(
                        "DescribeTransitGateways",
                        DescribeTransitGatewaysRequest::builder,
                        TransitGatewayOperations::describe);
    }

    private static CreateTransitGatewayResponse create(Call call, CreateTransitGatewayRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        if (request.options() != null
                && ("disable".equals(request.options().defaultRouteTableAssociationAsString())
                        || "disable".equals(request.options().defaultRouteTablePropagationAsString()))) {
            throw AwsError.of("UnsupportedOperation", "FakeAws has no transit gateways without a default route table");
        }
        String id = call.world().ids().ec2("tgw");
        var gateway = TransitGateway.builder()
                .transitGatewayId(id)
                .transitGatewayArn("arn:aws:ec2:" + call.region().name() + ":"
                        + call.account().id() + ":transit-gateway/" + id)
                .ownerId(call.account().id())
                .description(request.description())
                .creationTime(call.now())
                .build();
        call.region().ec2().networks().transitGateways().put(gateway);
        Tagging.apply(call, request.tagSpecifications(), TYPE, id);
        return CreateTransitGatewayResponse.builder()
                .transitGateway(view(call, gateway))
                .build();
    }

    private static DeleteTransitGatewayResponse delete(Call call, DeleteTransitGatewayRequest request) {
        String id = Refusals.required(request.transitGatewayId(), "TransitGatewayId");
        TransitGateway gateway = NetworkKinds.TRANSIT_GATEWAY.get(call, id);
        var networks = call.region().ec2().networks();
        if (networks.transitAttachments().all().stream()
                .anyMatch(each -> each.transitGatewayId().equals(id))) {
            throw AwsError.of("IncorrectState", "%s has non-deleted VPC Attachments", id);
        }
        networks.transitGateways().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteTransitGatewayResponse.builder()
                .transitGateway(gateway.copy(copy -> copy.state(TransitGatewayState.DELETING)))
                .build();
    }

    private static DescribeTransitGatewaysResponse describe(Call call, DescribeTransitGatewaysRequest request) {
        var filters = new Filters<>(call, TransitGateway::transitGatewayId)
                .on("transit-gateway-id", TransitGateway::transitGatewayId)
                .on("owner-id", TransitGateway::ownerId)
                .on("state", gateway -> NetworkTiming.state(gateway, call.now()));
        var found = filters.select(call, NetworkKinds.TRANSIT_GATEWAY, request.transitGatewayIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeTransitGatewaysResponse.builder()
                .transitGateways(page.map(gateway -> view(call, gateway)))
                .nextToken(page.nextToken())
                .build();
    }

    private static TransitGateway view(Call call, TransitGateway gateway) {
        return gateway.copy(copy -> copy.state(NetworkTiming.state(gateway, call.now()))
                .tags(call.region().ec2().tags().list(gateway.transitGatewayId())));
    }
}
