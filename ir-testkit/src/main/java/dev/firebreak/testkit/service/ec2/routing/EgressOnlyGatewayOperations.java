package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import software.amazon.awssdk.services.ec2.model.CreateEgressOnlyInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateEgressOnlyInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteEgressOnlyInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteEgressOnlyInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.EgressOnlyInternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Egress-only internet gateways, which let IPv6 out and nothing in. */
final class EgressOnlyGatewayOperations {
    private static final String TYPE = "egress-only-internet-gateway";

    private EgressOnlyGatewayOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateEgressOnlyInternetGateway",
                        CreateEgressOnlyInternetGatewayRequest::builder,
                        EgressOnlyGatewayOperations::create)
                .on(
                        "DeleteEgressOnlyInternetGateway",
                        DeleteEgressOnlyInternetGatewayRequest::builder,
                        EgressOnlyGatewayOperations::delete)
                .on(
                        "DescribeEgressOnlyInternetGateways",
                        DescribeEgressOnlyInternetGatewaysRequest::builder,
                        EgressOnlyGatewayOperations::describe);
    }

    private static CreateEgressOnlyInternetGatewayResponse create(
            Call call, CreateEgressOnlyInternetGatewayRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "VpcId"));
        EgressOnlyInternetGateway gateway = EgressOnlyInternetGateway.builder()
                .egressOnlyInternetGatewayId(call.world().ids().ec2("eigw"))
                .attachments(InternetGatewayAttachment.builder()
                        .vpcId(vpc.vpcId())
                        .state("attached")
                        .build())
                .build();
        call.region().ec2().networks().egressOnlyGateways().put(gateway);
        Tagging.apply(call, request.tagSpecifications(), TYPE, gateway.egressOnlyInternetGatewayId());
        return CreateEgressOnlyInternetGatewayResponse.builder()
                .clientToken(request.clientToken())
                .egressOnlyInternetGateway(view(call, gateway))
                .build();
    }

    private static DeleteEgressOnlyInternetGatewayResponse delete(
            Call call, DeleteEgressOnlyInternetGatewayRequest request) {
        String id = Refusals.required(request.egressOnlyInternetGatewayId(), "EgressOnlyInternetGatewayId");
        NetworkKinds.EGRESS_ONLY_GATEWAY.get(call, id);
        call.region().ec2().networks().egressOnlyGateways().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteEgressOnlyInternetGatewayResponse.builder()
                .returnCode(true)
                .build();
    }

    private static DescribeEgressOnlyInternetGatewaysResponse describe(
            Call call, DescribeEgressOnlyInternetGatewaysRequest request) {
        var filters = new Filters<>(call, EgressOnlyInternetGateway::egressOnlyInternetGatewayId);
        var found = filters.select(
                call, NetworkKinds.EGRESS_ONLY_GATEWAY, request.egressOnlyInternetGatewayIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeEgressOnlyInternetGatewaysResponse.builder()
                .egressOnlyInternetGateways(page.map(gateway -> view(call, gateway)))
                .nextToken(page.nextToken())
                .build();
    }

    private static EgressOnlyInternetGateway view(Call call, EgressOnlyInternetGateway gateway) {
        return gateway.copy(copy -> copy.tags(call.region().ec2().tags().list(gateway.egressOnlyInternetGatewayId())));
    }
}
