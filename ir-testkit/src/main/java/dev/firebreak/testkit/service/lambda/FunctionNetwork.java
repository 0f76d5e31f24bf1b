package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.VpcConfig;
import software.amazon.awssdk.services.lambda.model.VpcConfigResponse;

/** The network interfaces that Lambda keeps in a VPC for a function. Only Lambda may change them. */
final class FunctionNetwork {
    private static final String TYPE = "lambda";

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

    /** Makes the interfaces that a configuration needs: one in each subnet, which all functions with the same groups there share. */
    static void connect(Call call, FunctionConfiguration configuration) {
        List<Subnet> missing = configuration.vpcConfig() == null
                ? List.of()
                : configuration.vpcConfig().subnetIds().stream()
                        .flatMap(id -> call.region().ec2().subnets().find(id).stream())
                        .filter(subnet -> interfaces(call)
                                .noneMatch(eni -> eni.subnetId().equals(subnet.subnetId()) && uses(configuration, eni)))
                        .toList();
        ManagedInterfaces interfaces = ManagedInterfaces.of(call.region());
        if (!interfaces.mayMake(missing.size())) {
            throw FunctionErrors.tooManyInterfaces();
        }
        var purpose = new ManagedInterfaces.Purpose(
                "AROAEXAMPLE:" + configuration.functionName(),
                TYPE,
                "AWS Lambda VPC ENI-" + configuration.functionName());
        for (Subnet subnet : missing) {
            if (interfaces
                    .make(purpose, subnet, configuration.vpcConfig().securityGroupIds())
                    .isEmpty()) {
                throw FunctionErrors.invalid("Subnet is out of IP addresses");
            }
        }
    }

    /** Removes the interfaces that no version of a function needs any more. */
    static void release(Call call) {
        List<FunctionConfiguration> versions = LambdaState.of(call).functions().values().stream()
                .flatMap(function -> Stream.concat(Stream.of(function.latest()), function.versions().values().stream()))
                .toList();
        interfaces(call)
                .filter(eni -> versions.stream().noneMatch(version -> uses(version, eni)))
                .toList()
                .forEach(eni -> ManagedInterfaces.of(call.region()).remove(eni.networkInterfaceId()));
    }

    private static Stream<NetworkInterface> interfaces(Call call) {
        return call.region().ec2().interfaces().all().stream().filter(eni -> TYPE.equals(eni.interfaceTypeAsString()));
    }

    private static boolean uses(FunctionConfiguration configuration, NetworkInterface eni) {
        VpcConfigResponse config = configuration.vpcConfig();
        return config != null
                && config.subnetIds().contains(eni.subnetId())
                && Set.copyOf(config.securityGroupIds())
                        .equals(eni.groups().stream()
                                .map(GroupIdentifier::groupId)
                                .collect(Collectors.toSet()));
    }
}
