package dev.firebreak.testkit.service.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

class LaunchConfigurationCasesTest extends ServiceCases {
    private static final String CREATE =
            "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateLaunchConfiguration.html";

    @Test
    @AwsFact(value = "A launch configuration names a key pair that exists", source = CREATE)
    void createLaunchConfiguration_unknownKeyPair_isRefused() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String instance = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        String image = ec2.describeInstances(request -> request.instanceIds(instance))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .imageId();

        assertThat(Refused.by(() -> create(image))).isEqualTo("ValidationError: The key pair 'ops' does not exist");
        ec2.createKeyPair(request -> request.keyName("ops"));
        create(image);

        assertThat(client(AutoScalingClient.builder())
                        .describeLaunchConfigurations()
                        .launchConfigurations()
                        .get(0)
                        .keyName())
                .isEqualTo("ops");
    }

    private void create(String image) {
        client(AutoScalingClient.builder())
                .createLaunchConfiguration(request -> request.launchConfigurationName("web")
                        .imageId(image)
                        .instanceType("t3.micro")
                        .keyName("ops"));
    }
}
