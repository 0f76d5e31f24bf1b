package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.network.Addresses;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.service.ec2.network.ServiceInterfaces;
import dev.firebreak.testkit.world.network.NetworkTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Makes NAT gateways, and ends those whose deletion is over. */
public final class NatGateways {
    private NatGateways() {}

    /** Frees what gateways had whose deletion is over: their interfaces and their Elastic IP addresses. */
    public static void catchUp(Call call) {
        for (NatGateway gateway :
                List.copyOf(call.region().ec2().networks().natGateways().all())) {
            if (NetworkTiming.state(gateway, call.now()) == NatGatewayState.DELETED) {
                gateway.natGatewayAddresses()
                        .forEach(address -> ServiceInterfaces.delete(call, address.networkInterfaceId()));
            }
            if (!NetworkTiming.visible(gateway, call.now())) {
                call.region().ec2().networks().natGateways().remove(gateway.natGatewayId());
                call.region().ec2().tags().forget(gateway.natGatewayId());
            }
        }
    }

    /** A new gateway in a subnet; one that cannot work is {@code failed} when it would be {@code available}. */
    static NatGateway make(Call call, Subnet subnet, @Nullable Address address, CreateNatGatewayRequest request) {
        String id = call.world().ids().ec2("nat");
        NatGateway.Builder gateway = NatGateway.builder()
                .natGatewayId(id)
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .createTime(call.now())
                .connectivityType(address == null ? ConnectivityType.PRIVATE : ConnectivityType.PUBLIC)
                .state(NatGatewayState.PENDING);
        if (address != null && address.associationId() != null) {
            return gateway.failureCode("Resource.AlreadyAssociated")
                    .failureMessage("Elastic IP address [" + address.allocationId() + "] is already associated")
                    .natGatewayAddresses(NatGatewayAddress.builder()
                            .allocationId(address.allocationId())
                            .build())
                    .build();
        }
        if (address != null && !connected(call, subnet)) {
            return gateway.failureCode("Gateway.NotAttached")
                    .failureMessage("Network " + subnet.vpcId() + " has no Internet gateway attached")
                    .natGatewayAddresses(NatGatewayAddress.builder()
                            .allocationId(address.allocationId())
                            .build())
                    .build();
        }
        return gateway.natGatewayAddresses(attach(call, id, subnet, address, request))
                .build();
    }

    private static NatGatewayAddress attach(
            Call call, String id, Subnet subnet, @Nullable Address address, CreateNatGatewayRequest request) {
        NetworkInterface eni = ServiceInterfaces.make(
                call,
                CreateNetworkInterfaceRequest.builder()
                        .subnetId(subnet.subnetId())
                        .privateIpAddress(request.privateIpAddress())
                        .description("Interface for NAT Gateway " + id)
                        .build(),
                "nat_gateway",
                "amazon-aws");
        // A NAT gateway has no security groups.
        Interfaces.put(call, eni.copy(copy -> copy.groups(List.of())));
        NatGatewayAddress.Builder made = NatGatewayAddress.builder()
                .networkInterfaceId(eni.networkInterfaceId())
                .privateIp(eni.privateIpAddress())
                .isPrimary(true)
                .status("succeeded");
        if (address != null) {
            Address associated = Addresses.associate(call, address, Kind.INTERFACE.get(call, eni.networkInterfaceId()));
            made.allocationId(associated.allocationId())
                    .publicIp(associated.publicIp())
                    .associationId(associated.associationId());
        }
        return made.build();
    }

    private static boolean connected(Call call, Subnet subnet) {
        return call.region().ec2().internetGateways().all().stream()
                .flatMap(gateway -> gateway.attachments().stream())
                .anyMatch(attachment -> subnet.vpcId().equals(attachment.vpcId()));
    }
}
