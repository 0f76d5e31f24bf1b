package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class InterfaceCasesTest extends ServiceCases {
    private static final String MODIFY =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html";
    private static final String INSTANCE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html";
    private static final String TRACKING =
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html";
    private static final String QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final Estate estate = Estate.in(fake);

    private String primary(LaunchedInstance instance) {
        return estate.describe(instance.id()).networkInterfaces().get(0).networkInterfaceId();
    }

    private void track(String eni, Consumer<ConnectionTrackingSpecificationRequest.Builder> timeouts) {
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).connectionTrackingSpecification(timeouts));
    }

    @Test
    @AwsFact(value = "An interface has at most five security groups", source = QUOTAS)
    void modifyGroups_six_isRefused() {
        String eni = primary(estate.launch(InstanceSpec.named("web")));
        List<String> six =
                IntStream.range(0, 6).mapToObj(each -> estate.group("g" + each)).toList();

        assertThat(Refused.by(() -> ec2.modifyNetworkInterfaceAttribute(
                        request -> request.networkInterfaceId(eni).groups(six))))
                .startsWith("SecurityGroupsPerInterfaceLimitExceeded: ");
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(six.subList(0, 5)));
    }

    @Test
    @AwsFact(value = "Idle timeouts: TCP 60 to 432000 s, UDP 30 to 60 s, UDP streams 60 to 180 s", source = TRACKING)
    void modifyTracking_outsideTheLimits_isRefused() {
        String eni = primary(estate.launch(InstanceSpec.named("web")));

        track(eni, timeouts -> timeouts.tcpEstablishedTimeout(60).udpTimeout(30).udpStreamTimeout(180));

        assertThat(Refused.by(() -> track(eni, timeouts -> timeouts.tcpEstablishedTimeout(59))))
                .startsWith("InvalidParameterValue: ");
        assertThat(Refused.by(() -> track(eni, timeouts -> timeouts.tcpEstablishedTimeout(432_001))))
                .startsWith("InvalidParameterValue: ");
        assertThat(Refused.by(() -> track(eni, timeouts -> timeouts.udpTimeout(61))))
                .startsWith("InvalidParameterValue: ");
        assertThat(Refused.by(() -> track(eni, timeouts -> timeouts.udpStreamTimeout(59))))
                .startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(
            value = "ModifyInstanceAttribute sets the groups of the only interface, and fails when there are several",
            source = INSTANCE)
    void modifyInstanceGroups_severalInterfaces_isRefused() {
        LaunchedInstance single = estate.launch(InstanceSpec.named("single"));
        LaunchedInstance several = estate.launch(InstanceSpec.named("several").interfaces(2));
        String quarantine = estate.group("quarantine");

        ec2.modifyInstanceAttribute(request -> request.instanceId(single.id()).groups(quarantine));

        assertThat(groups(primary(single))).containsExactly(quarantine);
        assertThat(Refused.by(() -> ec2.modifyInstanceAttribute(
                        request -> request.instanceId(several.id()).groups(quarantine))))
                .startsWith("InvalidInstanceID: There are multiple interfaces attached to instance '" + several.id());
    }

    private List<String> groups(String eni) {
        return ec2
                .describeNetworkInterfaceAttribute(
                        request -> request.networkInterfaceId(eni).attribute("groupSet"))
                .groups()
                .stream()
                .map(GroupIdentifier::groupId)
                .toList();
    }

    @Test
    @AwsFact(value = "One attribute is modified at a time", source = MODIFY)
    void modify_twoAttributes_isRefused() {
        String eni = primary(estate.launch(InstanceSpec.named("web")));

        assertThat(Refused.by(() -> ec2.modifyNetworkInterfaceAttribute(request -> request.networkInterfaceId(eni)
                        .groups(estate.group("quarantine"))
                        .sourceDestCheck(value -> value.value(false)))))
                .startsWith("InvalidParameterCombination: ");
    }

    @Test
    @AwsFact(
            value = "An attribute of an interface is described by its name",
            source =
                    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaceAttribute.html")
    void describeAttribute_sourceDestCheck_isAsModified() {
        String eni = primary(estate.launch(InstanceSpec.named("web")));
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).sourceDestCheck(value -> value.value(false)));

        assertThat(ec2.describeNetworkInterfaceAttribute(
                                request -> request.networkInterfaceId(eni).attribute("sourceDestCheck"))
                        .sourceDestCheck()
                        .value())
                .isFalse();
    }

    @Test
    @AwsFact(
            value = "An Elastic IP address needs an internet gateway at the VPC",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html")
    void associateAddress_vpcWithoutGateway_isRefused() {
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.9.0.0/16")).vpc().vpcId();
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.9.0.0/24"))
                .subnet()
                .subnetId();
        String eni = ec2.createNetworkInterface(request -> request.subnetId(subnet))
                .networkInterface()
                .networkInterfaceId();
        String allocation =
                ec2.allocateAddress(request -> request.domain("vpc")).allocationId();

        assertThat(Refused.by(() -> ec2.associateAddress(
                        request -> request.allocationId(allocation).networkInterfaceId(eni))))
                .isEqualTo("Gateway.NotAttached: Network " + vpc + " is not attached to any internet gateway");
    }

    @Test
    @AwsFact(
            value = "IPv6 addresses are assigned to an interface and unassigned again",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignIpv6Addresses.html")
    void unassignIpv6_assigned_isGone() {
        String eni = primary(estate.launch(InstanceSpec.named("web")));
        String address = ec2.assignIpv6Addresses(
                        request -> request.networkInterfaceId(eni).ipv6AddressCount(1))
                .assignedIpv6Addresses()
                .get(0);

        ec2.unassignIpv6Addresses(request -> request.networkInterfaceId(eni).ipv6Addresses(address));

        assertThat(ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(eni))
                        .networkInterfaces()
                        .get(0)
                        .ipv6Addresses())
                .isEmpty();
        assertThat(Refused.by(() -> ec2.unassignIpv6Addresses(
                        request -> request.networkInterfaceId(eni).ipv6Addresses(address))))
                .startsWith("InvalidParameterValue: ");
    }
}
