package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Ec2State;
import dev.firebreak.testkit.world.Ipv4;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.lambda.model.VpcConfig;
import software.amazon.awssdk.services.lambda.model.VpcConfigResponse;

/** The network interfaces that Lambda keeps in a VPC for a function. Only Lambda may change them. */
final class FunctionNetwork {
    private FunctionNetwork() {}

    /** The VPC settings that a request asks for, after Lambda's checks; null for a function outside any VPC. */
    static @Nullable VpcConfigResponse checked(Call call, @Nullable VpcConfig wanted) {
        if (wanted == null
                || (wanted.subnetIds().isEmpty() && wanted.securityGroupIds().isEmpty())) {
            return null;
        }
        if (wanted.subnetIds().isEmpty() || wanted.securityGroupIds().isEmpty()) {
            throw FunctionErrors.invalid("SubnetIds and SecurityIds must coexist or be both empty list.");
        }
        Ec2State ec2 = call.region().ec2();
        for (String id : wanted.subnetIds()) {
            if (!ec2.subnets().contains(id)) {
                throw FunctionErrors.invalid(
                        "Error occurred while DescribeSubnets. EC2 Error Code: InvalidSubnetID.NotFound."
                                + " EC2 Error Message: The subnet ID '" + id + "' does not exist");
            }
        }
        for (String id : wanted.securityGroupIds()) {
            if (!ec2.securityGroups().contains(id)) {
                throw FunctionErrors.invalid(
                        "Error occurred while DescribeSecurityGroups. EC2 Error Code: InvalidGroup.NotFound."
                                + " EC2 Error Message: The security group '" + id + "' does not exist");
            }
        }
        return VpcConfigResponse.builder()
                .subnetIds(wanted.subnetIds())
                .securityGroupIds(wanted.securityGroupIds())
                .vpcId(ec2.subnets()
                        .find(wanted.subnetIds().get(0))
                        .map(Subnet::vpcId)
                        .orElse(null))
                .build();
    }

    /** Makes the interfaces that a function needs, one in each subnet. */
    static void connect(Call call, StoredFunction function) {
        VpcConfigResponse config = function.latest().vpcConfig();
        if (config == null) {
            return;
        }
        Ec2State ec2 = call.region().ec2();
        config.subnetIds().stream()
                .flatMap(id -> ec2.subnets().find(id).stream())
                .forEach(subnet -> ec2.interfaces().put(made(call, function, subnet, config.securityGroupIds())));
    }

    private static NetworkInterface made(Call call, StoredFunction function, Subnet subnet, List<String> groups) {
        Ec2State ec2 = call.region().ec2();
        String address = ec2.addressPool()
                .take(subnet.subnetId(), Ipv4.range(subnet.cidrBlock()))
                .orElseThrow(() -> FunctionErrors.invalid("Subnet is out of IP addresses"));
        return NetworkInterface.builder()
                .networkInterfaceId(call.world().ids().ec2("eni"))
                .description(description(function))
                .interfaceType("lambda")
                .requesterManaged(true)
                .requesterId("AROAEXAMPLE:" + function.name())
                .ownerId(call.account().id())
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .availabilityZone(subnet.availabilityZone())
                .status(NetworkInterfaceStatus.IN_USE)
                .sourceDestCheck(true)
                .privateIpAddress(address)
                .privateIpAddresses(NetworkInterfacePrivateIpAddress.builder()
                        .privateIpAddress(address)
                        .primary(true)
                        .build())
                .groups(groups.stream()
                        .flatMap(id -> ec2.securityGroups().find(id).stream())
                        .map(group -> GroupIdentifier.builder()
                                .groupId(group.id())
                                .groupName(group.name())
                                .build())
                        .toList())
                .build();
    }

    /** Removes the interfaces of a function. */
    static void disconnect(Call call, StoredFunction function) {
        Ec2State ec2 = call.region().ec2();
        List.copyOf(ec2.interfaces().all()).stream()
                .filter(eni -> description(function).equals(eni.description()))
                .forEach(eni -> {
                    ec2.addressPool().release(eni.subnetId(), eni.privateIpAddress());
                    ec2.interfaces().remove(eni.networkInterfaceId());
                });
    }

    private static String description(StoredFunction function) {
        return "AWS Lambda VPC ENI-" + function.name();
    }
}
