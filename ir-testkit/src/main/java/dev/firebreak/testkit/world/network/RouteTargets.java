package dev.firebreak.testkit.world.network;

import dev.firebreak.testkit.world.ec2.Ec2State;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionStateReasonCode;

/** Where routes lead. */
public final class RouteTargets {
    private RouteTargets() {}

    /** Whether the target of a route of this VPC is there; AWS calls the route a {@code blackhole} when it is not. */
    public static boolean reachable(Ec2State state, String vpcId, Route route, Instant now) {
        Ec2Networks networks = state.networks();
        if (route.networkInterfaceId() != null) {
            return state.interfaces()
                    .find(route.networkInterfaceId())
                    .filter(eni -> runs(state, eni, now))
                    .isPresent();
        }
        if (route.natGatewayId() != null) {
            return networks.natGateways()
                    .find(route.natGatewayId())
                    .filter(gateway -> alive(NetworkTiming.state(gateway, now)))
                    .isPresent();
        }
        if (route.vpcPeeringConnectionId() != null) {
            return networks.peerings()
                    .find(route.vpcPeeringConnectionId())
                    .filter(peering -> peering.status().code() == VpcPeeringConnectionStateReasonCode.ACTIVE)
                    .isPresent();
        }
        if (route.transitGatewayId() != null) {
            return networks.transitAttachment(route.transitGatewayId(), vpcId).isPresent();
        }
        if (route.egressOnlyInternetGatewayId() != null) {
            return networks.egressOnlyGateways().contains(route.egressOnlyInternetGatewayId());
        }
        return reachesGateway(state, vpcId, String.valueOf(route.gatewayId()));
    }

    private static boolean reachesGateway(Ec2State state, String vpcId, String gatewayId) {
        if (gatewayId.startsWith("igw-")) {
            return state.internetGateways().find(gatewayId).stream()
                    .flatMap(gateway -> gateway.attachments().stream())
                    .anyMatch(attachment -> vpcId.equals(attachment.vpcId()));
        }
        return gatewayId.equals("local") || state.networks().endpoints().contains(gatewayId);
    }

    private static boolean alive(NatGatewayState state) {
        return state == NatGatewayState.PENDING || state == NatGatewayState.AVAILABLE;
    }

    /** An interface forwards while its instance runs; one of an AWS service always does. */
    private static boolean runs(Ec2State state, NetworkInterface eni, Instant now) {
        if (eni.attachment() == null) {
            return false;
        }
        String instanceId = eni.attachment().instanceId();
        return instanceId == null
                || state.instances()
                        .find(instanceId)
                        .filter(instance -> instance.in(now, InstanceStateName.RUNNING))
                        .isPresent();
    }
}
