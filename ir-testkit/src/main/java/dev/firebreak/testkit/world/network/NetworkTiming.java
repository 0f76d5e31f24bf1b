package dev.firebreak.testkit.world.network;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.State;
import software.amazon.awssdk.services.ec2.model.TransitGateway;
import software.amazon.awssdk.services.ec2.model.TransitGatewayAttachmentState;
import software.amazon.awssdk.services.ec2.model.TransitGatewayState;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** What the gateways and endpoints that take time to come and go are at a moment: a minute after they were asked, they are there. */
public final class NetworkTiming {
    /** From {@code pending} to {@code available}, and from {@code deleting} to {@code deleted}. */
    public static final Duration CHANGE = Duration.ofMinutes(1);

    /** How long what is deleted, or failed, can still be seen. */
    public static final Duration VISIBLE = Duration.ofHours(1);

    private NetworkTiming() {}

    /** The state of a NAT gateway. */
    public static NatGatewayState state(NatGateway gateway, Instant now) {
        if (gateway.deleteTime() != null) {
            boolean gone = !now.isBefore(gateway.deleteTime().plus(CHANGE));
            return gone ? NatGatewayState.DELETED : NatGatewayState.DELETING;
        }
        if (now.isBefore(gateway.createTime().plus(CHANGE))) {
            return NatGatewayState.PENDING;
        }
        return gateway.failureCode() == null ? NatGatewayState.AVAILABLE : NatGatewayState.FAILED;
    }

    /** Whether a NAT gateway can still be seen. */
    public static boolean visible(NatGateway gateway, Instant now) {
        Instant ended = gateway.deleteTime() != null ? gateway.deleteTime() : gateway.createTime();
        boolean over = gateway.deleteTime() != null || gateway.failureCode() != null;
        return !over || now.isBefore(ended.plus(CHANGE).plus(VISIBLE));
    }

    /** The state of a transit gateway. */
    public static TransitGatewayState state(TransitGateway gateway, Instant now) {
        boolean there = !now.isBefore(gateway.creationTime().plus(CHANGE));
        return there ? TransitGatewayState.AVAILABLE : TransitGatewayState.PENDING;
    }

    /** The state of an attachment to a transit gateway. */
    public static TransitGatewayAttachmentState state(TransitGatewayVpcAttachment attachment, Instant now) {
        boolean there = !now.isBefore(attachment.creationTime().plus(CHANGE));
        return there ? TransitGatewayAttachmentState.AVAILABLE : TransitGatewayAttachmentState.PENDING;
    }

    /** The state of a VPC endpoint: gateway endpoints are there at once. */
    public static State state(VpcEndpoint endpoint, Instant now) {
        boolean atOnce = endpoint.vpcEndpointType() == VpcEndpointType.GATEWAY;
        return atOnce || !now.isBefore(endpoint.creationTimestamp().plus(CHANGE)) ? State.AVAILABLE : State.PENDING;
    }
}
