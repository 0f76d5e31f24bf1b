package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        var purpose = new ManagedInterfaces.Purpose("AROAEXAMPLE:" + function.name(), "lambda", description(function));
        ManagedInterfaces interfaces = ManagedInterfaces.of(call.region());
        config.subnetIds().stream()
                .flatMap(id -> call.region().ec2().subnets().find(id).stream())
                .forEach(subnet -> {
                    if (interfaces
                            .make(purpose, subnet, config.securityGroupIds())
                            .isEmpty()) {
                        throw FunctionErrors.invalid("Subnet is out of IP addresses");
                    }
                });
    }

    /** Removes the interfaces of a function. */
    static void disconnect(Call call, StoredFunction function) {
        List.copyOf(call.region().ec2().interfaces().all()).stream()
                .filter(eni -> description(function).equals(eni.description()))
                .forEach(eni -> ManagedInterfaces.of(call.region()).remove(eni.networkInterfaceId()));
    }

    private static String description(StoredFunction function) {
        return "AWS Lambda VPC ENI-" + function.name();
    }
}
