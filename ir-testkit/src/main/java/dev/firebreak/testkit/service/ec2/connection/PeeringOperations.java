package dev.firebreak.testkit.service.ec2.connection;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.network.Ipv4;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AcceptVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.AcceptVpcPeeringConnectionResponse;
import software.amazon.awssdk.services.ec2.model.CidrBlock;
import software.amazon.awssdk.services.ec2.model.CreateVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcPeeringConnectionResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcPeeringConnectionResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.RejectVpcPeeringConnectionRequest;
import software.amazon.awssdk.services.ec2.model.RejectVpcPeeringConnectionResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionStateReason;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionStateReasonCode;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;

/** VPC peering connections, also between accounts and Regions: both sides see the same connection. */
final class PeeringOperations {
    private static final String TYPE = "vpc-peering-connection";

    private PeeringOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateVpcPeeringConnection", CreateVpcPeeringConnectionRequest::builder, PeeringOperations::create)
                .on("AcceptVpcPeeringConnection", AcceptVpcPeeringConnectionRequest::builder, PeeringOperations::accept)
                .on("RejectVpcPeeringConnection", RejectVpcPeeringConnectionRequest::builder, PeeringOperations::reject)
                .on("DeleteVpcPeeringConnection", DeleteVpcPeeringConnectionRequest::builder, PeeringOperations::delete)
                .on(
                        "DescribeVpcPeeringConnections",
                        DescribeVpcPeeringConnectionsRequest::builder,
                        PeeringOperations::describe);
    }

    private static CreateVpcPeeringConnectionResponse create(Call call, CreateVpcPeeringConnectionRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        String peer = Refusals.required(request.peerVpcId(), "peerVpcId");
        String owner =
                Objects.requireNonNullElse(request.peerOwnerId(), call.account().id());
        String region =
                Objects.requireNonNullElse(request.peerRegion(), call.region().name());
        Optional<Vpc> other =
                call.world().account(owner).region(region).ec2().vpcs().find(peer);
        VpcPeeringConnection peering = VpcPeeringConnection.builder()
                .vpcPeeringConnectionId(call.world().ids().ec2("pcx"))
                .requesterVpcInfo(info(vpc, call.account().id(), call.region().name()))
                .accepterVpcInfo(other.map(found -> info(found, owner, region))
                        .orElseGet(() -> VpcPeeringConnectionVpcInfo.builder()
                                .vpcId(peer)
                                .ownerId(owner)
                                .region(region)
                                .build()))
                .expirationTime(call.now().plus(Duration.ofDays(7)))
                .status(firstStatus(vpc, other))
                .build();
        put(call, peering);
        Tagging.apply(call, request.tagSpecifications(), TYPE, peering.vpcPeeringConnectionId());
        return CreateVpcPeeringConnectionResponse.builder()
                .vpcPeeringConnection(view(call, peering))
                .build();
    }

    /** A connection to a VPC that is not there, or with the same addresses, fails by itself. */
    private static VpcPeeringConnectionStateReason firstStatus(Vpc vpc, Optional<Vpc> other) {
        boolean possible = other.isPresent()
                && !Ipv4.range(vpc.cidrBlock()).overlaps(Ipv4.range(other.get().cidrBlock()));
        return possible
                ? status(
                        "pending-acceptance",
                        "Pending Acceptance by " + other.get().ownerId())
                : status("failed", "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range");
    }

    private static VpcPeeringConnectionStateReason status(String code, String message) {
        return VpcPeeringConnectionStateReason.builder()
                .code(code)
                .message(message)
                .build();
    }

    private static VpcPeeringConnectionVpcInfo info(Vpc vpc, String owner, String region) {
        return VpcPeeringConnectionVpcInfo.builder()
                .vpcId(vpc.vpcId())
                .ownerId(owner)
                .region(region)
                .cidrBlock(vpc.cidrBlock())
                .cidrBlockSet(CidrBlock.builder().cidrBlock(vpc.cidrBlock()).build())
                .build();
    }

    private static void put(Call call, VpcPeeringConnection peering) {
        for (VpcPeeringConnectionVpcInfo side : List.of(peering.requesterVpcInfo(), peering.accepterVpcInfo())) {
            call.world()
                    .account(side.ownerId())
                    .region(side.region())
                    .ec2()
                    .networks()
                    .peerings()
                    .put(peering);
        }
    }

    private static AcceptVpcPeeringConnectionResponse accept(Call call, AcceptVpcPeeringConnectionRequest request) {
        VpcPeeringConnection peering = pending(call, request.vpcPeeringConnectionId(), "accept");
        VpcPeeringConnection active =
                peering.copy(copy -> copy.status(status("active", "Active")).expirationTime(null));
        put(call, active);
        return AcceptVpcPeeringConnectionResponse.builder()
                .vpcPeeringConnection(view(call, active))
                .build();
    }

    private static RejectVpcPeeringConnectionResponse reject(Call call, RejectVpcPeeringConnectionRequest request) {
        VpcPeeringConnection peering = pending(call, request.vpcPeeringConnectionId(), "reject");
        put(call, peering.copy(copy -> copy.status(status("rejected", "Rejected"))));
        return RejectVpcPeeringConnectionResponse.builder().returnValue(true).build();
    }

    /** The connection, when the caller's VPC is the one that is asked and has not answered. */
    private static VpcPeeringConnection pending(Call call, @Nullable String id, String verb) {
        VpcPeeringConnection peering = find(call, id);
        if (!peering.accepterVpcInfo().ownerId().equals(call.account().id())
                || !peering.accepterVpcInfo().region().equals(call.region().name())) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "User %s cannot %s peering %s",
                    call.account().id(),
                    verb,
                    peering.vpcPeeringConnectionId());
        }
        if (peering.status().code() != VpcPeeringConnectionStateReasonCode.PENDING_ACCEPTANCE) {
            throw AwsError.of(
                    "InvalidStateTransition",
                    "Invalid state transition for %s, attempted to transition from %s",
                    peering.vpcPeeringConnectionId(),
                    peering.status().codeAsString());
        }
        return peering;
    }

    private static VpcPeeringConnection find(Call call, @Nullable String id) {
        return NetworkKinds.PEERING.get(call, Refusals.required(id, "vpcPeeringConnectionId"));
    }

    private static DeleteVpcPeeringConnectionResponse delete(Call call, DeleteVpcPeeringConnectionRequest request) {
        VpcPeeringConnection peering = find(call, request.vpcPeeringConnectionId());
        put(
                call,
                peering.copy(copy -> copy.status(
                        status("deleted", "Deleted by " + call.account().id()))));
        return DeleteVpcPeeringConnectionResponse.builder().returnValue(true).build();
    }

    private static DescribeVpcPeeringConnectionsResponse describe(
            Call call, DescribeVpcPeeringConnectionsRequest request) {
        var filters = new Filters<>(call, VpcPeeringConnection::vpcPeeringConnectionId)
                .on("vpc-peering-connection-id", VpcPeeringConnection::vpcPeeringConnectionId)
                .on("status-code", peering -> peering.status().codeAsString())
                .on(
                        "requester-vpc-info.vpc-id",
                        peering -> peering.requesterVpcInfo().vpcId())
                .on(
                        "requester-vpc-info.owner-id",
                        peering -> peering.requesterVpcInfo().ownerId())
                .on(
                        "accepter-vpc-info.vpc-id",
                        peering -> peering.accepterVpcInfo().vpcId())
                .on(
                        "accepter-vpc-info.owner-id",
                        peering -> peering.accepterVpcInfo().ownerId());
        var found = filters.select(call, NetworkKinds.PEERING, request.vpcPeeringConnectionIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeVpcPeeringConnectionsResponse.builder()
                .vpcPeeringConnections(page.map(peering -> view(call, peering)))
                .nextToken(page.nextToken())
                .build();
    }

    private static VpcPeeringConnection view(Call call, VpcPeeringConnection peering) {
        return peering.copy(copy -> copy.tags(call.region().ec2().tags().list(peering.vpcPeeringConnectionId())));
    }
}
