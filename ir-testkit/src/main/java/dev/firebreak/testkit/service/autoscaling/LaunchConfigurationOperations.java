package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.key.KeyPairs;
import dev.firebreak.testkit.world.autoscaling.AutoScalingState;
import java.util.ArrayList;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;

/** Launch configurations. */
final class LaunchConfigurationOperations {
    private LaunchConfigurationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateLaunchConfiguration",
                        CreateLaunchConfigurationRequest::builder,
                        LaunchConfigurationOperations::create)
                .on(
                        "DescribeLaunchConfigurations",
                        DescribeLaunchConfigurationsRequest::builder,
                        LaunchConfigurationOperations::describe);
    }

    private static CreateLaunchConfigurationResponse create(Call call, CreateLaunchConfigurationRequest request) {
        AutoScalingState state = call.region().autoScaling();
        String name = Groups.required(request.launchConfigurationName(), "launchConfigurationName");
        if (state.launchConfigurations().containsKey(name)) {
            throw AwsError.of(
                    "AlreadyExists",
                    "Launch Configuration by this name already exists - A launch configuration already exists with the name %s",
                    name);
        }
        if (!call.region().ec2().images().contains(Groups.required(request.imageId(), "imageId"))) {
            throw Groups.invalid("The image id '[%s]' does not exist", request.imageId());
        }
        if (request.keyName() != null && !KeyPairs.exists(call, request.keyName())) {
            throw Groups.invalid("The key pair '%s' does not exist", request.keyName());
        }
        state.launchConfigurations()
                .put(
                        name,
                        LaunchConfiguration.builder()
                                .launchConfigurationName(name)
                                .imageId(request.imageId())
                                .instanceType(request.instanceType())
                                .keyName(request.keyName())
                                .securityGroups(request.securityGroups())
                                .userData(request.userData())
                                .iamInstanceProfile(request.iamInstanceProfile())
                                .associatePublicIpAddress(request.associatePublicIpAddress())
                                .blockDeviceMappings(request.blockDeviceMappings())
                                .createdTime(call.now())
                                .build());
        return CreateLaunchConfigurationResponse.builder().build();
    }

    private static DescribeLaunchConfigurationsResponse describe(
            Call call, DescribeLaunchConfigurationsRequest request) {
        var found = new ArrayList<>(
                call.region().autoScaling().launchConfigurations().values());
        found.removeIf(each -> !request.launchConfigurationNames().isEmpty()
                && !request.launchConfigurationNames().contains(each.launchConfigurationName()));
        var page = Records.page(found, request.maxRecords(), request.nextToken());
        return DescribeLaunchConfigurationsResponse.builder()
                .launchConfigurations(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
