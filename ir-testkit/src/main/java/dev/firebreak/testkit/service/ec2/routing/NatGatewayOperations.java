package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.network.NetworkTiming;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** NAT gateways, which are {@code pending} and {@code deleting} for a minute of the world's clock. */
final class NatGatewayOperations {
    private static final String TYPE = "natgateway";

    private NatGatewayOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateNatGateway", CreateNatGatewayRequest::builder, NatGatewayOperations::create)
                .on("DeleteNatGateway", DeleteNatGatewayRequest::builder, NatGatewayOperations::delete)
                .on("DescribeNatGateways", DescribeNatGatewaysRequest::builder, NatGatewayOperations::describe);
    }

    private static CreateNatGatewayResponse create(Call call, CreateNatGatewayRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Subnet subnet = Kind.SUBNET.get(call, Refusals.required(request.subnetId(), "SubnetId"));
        Address address = address(call, request);
        NatGateway gateway = NatGateways.make(call, subnet, address, request);
        call.region().ec2().networks().natGateways().put(gateway);
        Tagging.apply(call, request.tagSpecifications(), TYPE, gateway.natGatewayId());
        return CreateNatGatewayResponse.builder()
                .clientToken(request.clientToken())
                .natGateway(view(call, gateway))
                .build();
    }

    /** The address of a public gateway; null for a private one. */
    private static @Nullable Address address(Call call, CreateNatGatewayRequest request) {
        if (request.connectivityType() != ConnectivityType.PRIVATE) {
            return Kind.ADDRESS.get(call, Refusals.required(request.allocationId(), "AllocationId"));
        }
        if (request.allocationId() != null) {
            throw Refusals.combination("AllocationId cannot be specified for a private NAT gateway");
        }
        return null;
    }

    private static DeleteNatGatewayResponse delete(Call call, DeleteNatGatewayRequest request) {
        NatGateway gateway =
                NetworkKinds.NAT_GATEWAY.get(call, Refusals.required(request.natGatewayId(), "NatGatewayId"));
        if (gateway.deleteTime() == null) {
            call.region()
                    .ec2()
                    .networks()
                    .natGateways()
                    .put(gateway.copy(copy -> copy.deleteTime(call.now()).state(NatGatewayState.DELETING)));
        }
        return DeleteNatGatewayResponse.builder()
                .natGatewayId(gateway.natGatewayId())
                .build();
    }

    private static DescribeNatGatewaysResponse describe(Call call, DescribeNatGatewaysRequest request) {
        var filters = new Filters<>(call, NatGateway::natGatewayId)
                .on("nat-gateway-id", NatGateway::natGatewayId)
                .on("subnet-id", NatGateway::subnetId)
                .on("vpc-id", NatGateway::vpcId)
                .on("state", gateway -> NetworkTiming.state(gateway, call.now()));
        var found = filters.select(call, NetworkKinds.NAT_GATEWAY, request.natGatewayIds(), request.filter());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeNatGatewaysResponse.builder()
                .natGateways(page.map(gateway -> view(call, gateway)))
                .nextToken(page.nextToken())
                .build();
    }

    private static NatGateway view(Call call, NatGateway gateway) {
        NatGatewayState state = NetworkTiming.state(gateway, call.now());
        return gateway.copy(copy -> {
            copy.state(state).tags(call.region().ec2().tags().list(gateway.natGatewayId()));
            if (state == NatGatewayState.PENDING) {
                copy.failureCode(null).failureMessage(null);
            }
            if (state != NatGatewayState.DELETED) {
                copy.deleteTime(null);
            }
        });
    }
}
