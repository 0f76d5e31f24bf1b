package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.network.NetworkTiming;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.TransitGatewayAttachmentState;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** What transit gateways do with packets: each VPC that is attached is known by its ranges. */
final class TransitGateways {
    private static final String TYPE = "transit_gateway";

    private final Walk walk;

    TransitGateways(Walk walk) {
        this.walk = walk;
    }

    /** Takes a packet through the attachment of one VPC into another. */
    boolean cross(Site from, String id, Packet packet) {
        TransitGatewayVpcAttachment here =
                from.ec2().networks().transitAttachment(id, from.vpcId()).orElseThrow();
        Optional<Site> door = door(from, here, from.subnet().availabilityZone());
        if (!isAvailable(here) || door.isEmpty()) {
            return walk.refuse(
                    "TGW_ATTACH_VPC_AZ_RESTRICTION",
                    id + " has no attachment in " + from.subnet().availabilityZone() + " that is available");
        }
        if (isForeign(from, door.get()) && !walk.acl(door.get(), false, packet)) {
            return false;
        }
        walk.trail().passes("a transit gateway");
        Optional<TransitGatewayVpcAttachment> there = from.ec2().networks().transitAttachments().all().stream()
                .filter(each -> each.transitGatewayId().equals(id) && isAvailable(each))
                .filter(each -> reaches(from, each, packet.destination()))
                .findFirst();
        if (there.isEmpty()) {
            walk.pass(Hop.Kind.TRANSIT_GATEWAY, id, "", "has no route for it");
            return walk.refuse("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", id + " has no route to " + packet.destination());
        }
        walk.pass(Hop.Kind.TRANSIT_GATEWAY, id, "", "hands it to " + there.get().vpcId());
        return walk.route(nearest(from, there.get()), packet);
    }

    /** The interface of an attachment in the sender's zone, where it has one there. */
    private static Site nearest(Site from, TransitGatewayVpcAttachment attachment) {
        return door(from, attachment, from.subnet().availabilityZone())
                .or(() -> doors(from, attachment).findFirst())
                .orElseThrow();
    }

    private boolean isAvailable(TransitGatewayVpcAttachment attachment) {
        return NetworkTiming.state(attachment, walk.now()) == TransitGatewayAttachmentState.AVAILABLE;
    }

    private static boolean isForeign(Site from, Site door) {
        return !from.eni().subnetId().equals(door.eni().subnetId());
    }

    private static Optional<Site> door(Site from, TransitGatewayVpcAttachment attachment, String zone) {
        return doors(from, attachment)
                .filter(site -> zone.equals(site.subnet().availabilityZone()))
                .findFirst();
    }

    /** The interfaces of an attachment, one in a zone. */
    private static Stream<Site> doors(Site from, TransitGatewayVpcAttachment attachment) {
        return from.ec2().interfaces().all().stream()
                .filter(eni -> TYPE.equals(eni.interfaceTypeAsString())
                        && String.valueOf(eni.description()).endsWith(attachment.transitGatewayAttachmentId()))
                .map(eni -> new Site(from.region(), eni));
    }

    private static boolean reaches(Site from, TransitGatewayVpcAttachment attachment, String address) {
        Vpc vpc = from.ec2().vpcs().find(attachment.vpcId()).orElseThrow();
        return vpc.cidrBlockAssociationSet().stream()
                .map(VpcCidrBlockAssociation::cidrBlock)
                .anyMatch(range -> Addresses.in(range, address));
    }
}
