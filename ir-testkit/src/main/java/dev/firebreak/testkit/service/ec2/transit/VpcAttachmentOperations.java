package dev.firebreak.testkit.service.ec2.transit;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import dev.firebreak.testkit.world.network.NetworkTiming;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.CreateTransitGatewayVpcAttachmentResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayVpcAttachmentRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTransitGatewayVpcAttachmentResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayVpcAttachmentsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayVpcAttachmentsResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.TransitGatewayAttachmentState;
import software.amazon.awssdk.services.ec2.model.TransitGatewayState;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Attachments of VPCs to transit gateways, with an interface in each of their subnets, of which there is one in a zone. */
final class VpcAttachmentOperations {
    private static final String TYPE = "transit-gateway-attachment";

    private VpcAttachmentOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateTransitGatewayVpcAttachment",
                        CreateTransitGatewayVpcAttachmentRequest::builder,
                        VpcAttachmentOperations::create)
                .on(
                        "DeleteTransitGatewayVpcAttachment",
                        DeleteTransitGatewayVpcAttachmentRequest::builder,
                        VpcAttachmentOperations::delete)
                .on(
                        "DescribeTransitGatewayVpcAttachments",
                        DescribeTransitGatewayVpcAttachmentsRequest::builder,
                        VpcAttachmentOperations::describe);
    }

    private static CreateTransitGatewayVpcAttachmentResponse create(
            Call call, CreateTransitGatewayVpcAttachmentRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        String gateway = gateway(call, Refusals.required(request.transitGatewayId(), "TransitGatewayId"));
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "VpcId"));
        var networks = call.region().ec2().networks();
        if (networks.transitAttachment(gateway, vpc.vpcId()).isPresent()) {
            throw AwsError.of("DuplicateTransitGatewayAttachment", "%s has an attachment to %s", gateway, vpc.vpcId());
        }
        List<Subnet> subnets = subnets(call, vpc, request.subnetIds());
        String id = call.world().ids().ec2("tgw-attach");
        subnets.forEach(subnet -> makeInterface(call, id, subnet));
        var attachment = TransitGatewayVpcAttachment.builder()
                .transitGatewayAttachmentId(id)
                .transitGatewayId(gateway)
                .vpcId(vpc.vpcId())
                .vpcOwnerId(call.account().id())
                .subnetIds(request.subnetIds())
                .creationTime(call.now())
                .build();
        networks.transitAttachments().put(attachment);
        Tagging.apply(call, request.tagSpecifications(), TYPE, id);
        return CreateTransitGatewayVpcAttachmentResponse.builder()
                .transitGatewayVpcAttachment(view(call, attachment))
                .build();
    }

    private static String gateway(Call call, String id) {
        var gateway = NetworkKinds.TRANSIT_GATEWAY.get(call, id);
        if (NetworkTiming.state(gateway, call.now()) != TransitGatewayState.AVAILABLE) {
            throw AwsError.of("IncorrectState", "%s is in invalid state", id);
        }
        return id;
    }

    private static List<Subnet> subnets(Call call, Vpc vpc, List<String> ids) {
        var zones = new HashSet<String>();
        List<Subnet> subnets = ids.stream().map(id -> Kind.SUBNET.get(call, id)).toList();
        if (subnets.isEmpty()) {
            throw AwsError.of("MissingParameter", "The request must contain the parameter SubnetIds");
        }
        for (Subnet subnet : subnets) {
            if (!subnet.vpcId().equals(vpc.vpcId())) {
                throw Refusals.value("%s is not in %s", subnet.subnetId(), vpc.vpcId());
            }
            if (!zones.add(subnet.availabilityZone())) {
                throw AwsError.of("DuplicateSubnetsInSameZone", "More than one subnet is in the same zone");
            }
        }
        return subnets;
    }

    private static void makeInterface(Call call, String id, Subnet subnet) {
        var purpose = new ManagedInterfaces.Purpose(
                "amazon-aws", "transit_gateway", "Network Interface for Transit Gateway Attachment " + id);
        if (ManagedInterfaces.of(call.region()).make(purpose, subnet, List.of()).isEmpty()) {
            throw AwsError.of("InsufficientFreeAddressesInSubnet", "%s has no address left", subnet.subnetId());
        }
    }

    private static DeleteTransitGatewayVpcAttachmentResponse delete(
            Call call, DeleteTransitGatewayVpcAttachmentRequest request) {
        String id = Refusals.required(request.transitGatewayAttachmentId(), "TransitGatewayAttachmentId");
        var attachment = NetworkKinds.TRANSIT_ATTACHMENT.get(call, id);
        var ec2 = call.region().ec2();
        ec2.interfaces().all().stream()
                .filter(eni -> String.valueOf(eni.description()).endsWith(id))
                .toList()
                .forEach(eni -> ManagedInterfaces.of(call.region()).remove(eni.networkInterfaceId()));
        ec2.networks().transitAttachments().remove(id);
        ec2.tags().forget(id);
        return DeleteTransitGatewayVpcAttachmentResponse.builder()
                .transitGatewayVpcAttachment(
                        attachment.copy(copy -> copy.state(TransitGatewayAttachmentState.DELETING)))
                .build();
    }

    private static DescribeTransitGatewayVpcAttachmentsResponse describe(
            Call call, DescribeTransitGatewayVpcAttachmentsRequest request) {
        var filters = new Filters<>(call, TransitGatewayVpcAttachment::transitGatewayAttachmentId)
                .on("transit-gateway-attachment-id", TransitGatewayVpcAttachment::transitGatewayAttachmentId)
                .on("transit-gateway-id", TransitGatewayVpcAttachment::transitGatewayId)
                .on("vpc-id", TransitGatewayVpcAttachment::vpcId)
                .on("state", attachment -> NetworkTiming.state(attachment, call.now()));
        var found = filters.select(
                call, NetworkKinds.TRANSIT_ATTACHMENT, request.transitGatewayAttachmentIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeTransitGatewayVpcAttachmentsResponse.builder()
                .transitGatewayVpcAttachments(page.map(attachment -> view(call, attachment)))
                .nextToken(page.nextToken())
                .build();
    }

    private static TransitGatewayVpcAttachment view(Call call, TransitGatewayVpcAttachment attachment) {
        return attachment.copy(copy -> copy.state(NetworkTiming.state(attachment, call.now()))
                .tags(call.region().ec2().tags().list(attachment.transitGatewayAttachmentId())));
    }
}
