package dev.firebreak.testkit.service.globalaccelerator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.globalaccelerator.GlobalAcceleratorClient;
import software.amazon.awssdk.services.globalaccelerator.model.AcceleratorStatus;
import software.amazon.awssdk.services.globalaccelerator.model.CreateEndpointGroupResponse;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointConfiguration;
import software.amazon.awssdk.services.globalaccelerator.model.PortRange;

class AcceleratorCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/global-accelerator/latest/api/";

    private final GlobalAcceleratorClient accelerators = client(GlobalAcceleratorClient.builder(), Region.US_WEST_2);
    private final Ec2Client ec2 = client(Ec2Client.builder());

    private String accelerator() {
        return accelerators
                .createAccelerator(create -> create.name("front"))
                .accelerator()
                .acceleratorArn();
    }

    private String listener(String accelerator, int from, int to) {
        return accelerators
                .createListener(create -> create.acceleratorArn(accelerator)
                        .portRanges(
                                PortRange.builder().fromPort(from).toPort(to).build()))
                .listener()
                .listenerArn();
    }

    private CreateEndpointGroupResponse group(String listener, String endpoint) {
        return accelerators.createEndpointGroup(create -> create.listenerArn(listener)
                .endpointGroupRegion("eu-west-1")
                .endpointConfigurations(
                        EndpointConfiguration.builder().endpointId(endpoint).build()));
    }

    @Test
    @AwsFact(value = "A change of an accelerator is in progress, then deployed", source = API + "API_Accelerator.html")
    void createAccelerator_new_isInProgressThenDeployed() {
        String arn = accelerator();
        assertThat(status(arn)).isEqualTo(AcceleratorStatus.IN_PROGRESS);

        clock.advance(Duration.ofMinutes(2));
        assertThat(status(arn)).isEqualTo(AcceleratorStatus.DEPLOYED);
        listener(arn, 80, 80);

        assertThat(status(arn)).isEqualTo(AcceleratorStatus.IN_PROGRESS);
    }

    private AcceleratorStatus status(String arn) {
        return accelerators
                .describeAccelerator(describe -> describe.acceleratorArn(arn))
                .accelerator()
                .status();
    }

    @Test
    @AwsFact(
            value = "An accelerator is disabled and without listeners when it is deleted",
            source = API + "API_DeleteAccelerator.html")
    void deleteAccelerator_enabledOrWithListener_isRefused() {
        String arn = accelerator();
        String listener = listener(arn, 80, 80);
        clock.advance(Duration.ofMinutes(2));
        Runnable delete = () -> accelerators.deleteAccelerator(each -> each.acceleratorArn(arn));

        assertThat(Refused.by(delete::run)).startsWith("AcceleratorNotDisabledException");
        accelerators.updateAccelerator(update -> update.acceleratorArn(arn).enabled(false));
        clock.advance(Duration.ofMinutes(2));
        assertThat(Refused.by(delete::run)).startsWith("AssociatedListenerFoundException");
        accelerators.deleteListener(each -> each.listenerArn(listener));
        clock.advance(Duration.ofMinutes(2));
        delete.run();

        assertThat(accelerators.listAccelerators().accelerators()).isEmpty();
    }

    @Test
    @AwsFact(value = "Port ranges of listeners do not overlap", source = API + "API_CreateListener.html")
    void createListener_overlap_isRefused() {
        String arn = accelerator();
        listener(arn, 80, 90);

        assertThat(Refused.by(() -> listener(arn, 90, 100))).startsWith("InvalidPortRangeException");
        assertThat(Refused.by(() -> listener(arn, 0, 10))).startsWith("InvalidPortRangeException");
        assertThat(listener(arn, 91, 100)).startsWith(arn + "/listener/");
    }

    @Test
    @AwsFact(
            value = "A subnet with endpoints has one interface of Global Accelerator, which goes with the last of them",
            source = "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html")
    void createEndpointGroup_instance_hasInterfaceInItsSubnet() {
        Estate estate = Estate.in(fake);
        String instance = estate.launch(InstanceSpec.named("web")).id();
        String group = group(listener(accelerator(), 443, 443), instance)
                .endpointGroup()
                .endpointGroupArn();
        group(listener(accelerator(), 443, 443), instance);

        assertThat(managed()).singleElement().satisfies(eni -> {
            assertThat(eni.subnetId()).isEqualTo(estate.subnetIds().get(0));
            assertThat(eni.requesterManaged()).isTrue();
            assertThat(eni.groups().get(0).groupName()).isEqualTo("GlobalAccelerator");
        });
        accelerators.deleteEndpointGroup(delete -> delete.endpointGroupArn(group));
        assertThat(managed()).hasSize(1);
    }

    private List<NetworkInterface> managed() {
        return ec2.describeNetworkInterfaces().networkInterfaces().stream()
                .filter(eni -> eni.interfaceTypeAsString().equals("global_accelerator_managed"))
                .toList();
    }

    @Test
    @AwsFact(value = "A listener has one endpoint group in a Region", source = API + "API_CreateEndpointGroup.html")
    void createEndpointGroup_second_isRefused() {
        String instance = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        String listener = listener(accelerator(), 443, 443);
        assertThat(Refused.by(() -> group(listener, "i-0123456789abcdef0"))).startsWith("InvalidArgumentException");
        group(listener, instance);

        assertThat(Refused.by(() -> group(listener, instance))).startsWith("EndpointGroupAlreadyExistsException");
        assertThat(Refused.by(() -> accelerators.deleteListener(delete -> delete.listenerArn(listener))))
                .startsWith("AssociatedEndpointGroupFoundException");
    }

    @Test
    @AwsFact(
            value = "Global Accelerator is called in us-west-2",
            source = "https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html")
    void call_otherRegion_isRefused() {
        GlobalAcceleratorClient elsewhere = client(GlobalAcceleratorClient.builder());

        assertThat(Refused.by(elsewhere::listAccelerators)).contains("valid region");
    }
}
