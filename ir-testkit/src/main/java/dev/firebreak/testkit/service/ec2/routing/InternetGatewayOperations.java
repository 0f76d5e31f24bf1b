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
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Internet gateways. */
final class InternetGatewayOperations {
    private static final String TYPE = "internet-gateway";

    private InternetGatewayOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateInternetGateway", CreateInternetGatewayRequest::builder, InternetGatewayOperations::create)
                .on("AttachInternetGateway", AttachInternetGatewayRequest::builder, InternetGatewayOperations::attach)
                .on("DetachInternetGateway", DetachInternetGatewayRequest::builder, InternetGatewayOperations::detach)
                .on("DeleteInternetGateway", DeleteInternetGatewayRequest::builder, InternetGatewayOperations::delete)
                .on(
                        "DescribeInternetGateways",
                        DescribeInternetGatewaysRequest::builder,
                        InternetGatewayOperations::describe);
    }

    private static CreateInternetGatewayResponse create(Call call, CreateInternetGatewayRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        InternetGateway gateway = InternetGateway.builder()
                .internetGatewayId(call.world().ids().ec2("igw"))
                .ownerId(call.account().id())
                .build();
        call.region().ec2().internetGateways().put(gateway);
        Tagging.apply(call, request.tagSpecifications(), TYPE, gateway.internetGatewayId());
        return CreateInternetGatewayResponse.builder()
                .internetGateway(view(call, gateway))
                .build();
    }

    private static AttachInternetGatewayResponse attach(Call call, AttachInternetGatewayRequest request) {
        InternetGateway gateway = find(call, request.internetGatewayId());
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        if (!gateway.attachments().isEmpty()) {
            throw AwsError.of(
                    "Resource.AlreadyAssociated",
                    "resource %s is already attached to network %s",
                    gateway.internetGatewayId(),
                    gateway.attachments().get(0).vpcId());
        }
        boolean taken =
                call.region().ec2().internetGateways().all().stream().anyMatch(other -> attached(other, vpc.vpcId()));
        if (taken) {
            throw Refusals.value("Network %s already has an internet gateway attached", vpc.vpcId());
        }
        call.region()
                .ec2()
                .internetGateways()
                .put(gateway.copy(copy -> copy.attachments(InternetGatewayAttachment.builder()
                        .vpcId(vpc.vpcId())
                        .state("available")
                        .build())));
        return AttachInternetGatewayResponse.builder().build();
    }

    private static DetachInternetGatewayResponse detach(Call call, DetachInternetGatewayRequest request) {
        InternetGateway gateway = find(call, request.internetGatewayId());
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        if (!attached(gateway, vpc.vpcId())) {
            throw AwsError.of(
                    "Gateway.NotAttached",
                    "resource %s is not attached to network %s",
                    gateway.internetGatewayId(),
                    vpc.vpcId());
        }
        boolean mapped = call.region().ec2().interfaces().all().stream()
                .anyMatch(eni -> eni.vpcId().equals(vpc.vpcId()) && eni.association() != null);
        if (mapped) {
            throw Refusals.dependency(
                    "Network %s has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
                    vpc.vpcId());
        }
        call.region().ec2().internetGateways().put(gateway.copy(copy -> copy.attachments(List.of())));
        return DetachInternetGatewayResponse.builder().build();
    }

    private static DeleteInternetGatewayResponse delete(Call call, DeleteInternetGatewayRequest request) {
        InternetGateway gateway = find(call, request.internetGatewayId());
        if (!gateway.attachments().isEmpty()) {
            throw Refusals.dependency(
                    "The internetGateway '%s' has dependencies and cannot be deleted.", gateway.internetGatewayId());
        }
        call.region().ec2().internetGateways().remove(gateway.internetGatewayId());
        call.region().ec2().tags().forget(gateway.internetGatewayId());
        return DeleteInternetGatewayResponse.builder().build();
    }

    private static InternetGateway find(Call call, @Nullable String id) {
        return Kind.INTERNET_GATEWAY.get(call, Refusals.required(id, "internetGatewayId"));
    }

    private static boolean attached(InternetGateway gateway, String vpcId) {
        return gateway.attachments().stream().anyMatch(each -> vpcId.equals(each.vpcId()));
    }

    private static DescribeInternetGatewaysResponse describe(Call call, DescribeInternetGatewaysRequest request) {
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
        return DescribeInternetGatewaysResponse.builder()
                .internetGateways(page.map(gateway -> view(call, gateway)))
                .nextToken(page.nextToken())
                .build();
    }

    private static InternetGateway view(Call call, InternetGateway gateway) {
        return gateway.copy(copy -> copy.tags(call.region().ec2().tags().list(gateway.internetGatewayId())));
    }
}
