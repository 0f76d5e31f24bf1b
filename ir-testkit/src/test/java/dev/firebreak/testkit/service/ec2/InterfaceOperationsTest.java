package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Ec2Shapes;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

class InterfaceOperationsTest {
    private final FakeAws fake = FakeAws.create();
    private final Ec2Client ec2 = fake.ec2();
    private final Estate estate = Estate.in(fake);
    private final LaunchedInstance instance =
            estate.launch(InstanceSpec.named("web").interfaces(2).ipv6());
    private final String second = instance.interfaceIds().get(1);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void modifyNetworkInterfaceAttribute_groups_changesThatInterfaceOnly() {
        modifyGroups(List.of(estate.group("quarantine")));

        assertThat(interfaces())
                .extracting(eni -> eni.groups().get(0).groupName())
                .containsExactly("web", "quarantine");
    }

    // amazon-vpc-limits: 5 security groups for each network interface
    @Test
    void modifyNetworkInterfaceAttribute_sixGroups_isRefused() {
        List<String> six =
                Stream.of("a", "b", "c", "d", "e", "f").map(estate::group).toList();

        assertThat(Refused.by(() -> modifyGroups(six))).startsWith("SecurityGroupsPerInterfaceLimitExceeded");
    }

    @Test
    void modifyNetworkInterfaceAttribute_groupOfAnotherVpc_isRefused() {
        String other = ec2.createSecurityGroup(
                        request -> request.groupName("other").description("in the default VPC"))
                .groupId();

        assertThat(Refused.by(() -> modifyGroups(List.of(other))))
                .isEqualTo(
                        "InvalidGroup.NotFound: You have specified two resources that belong to different networks.");
    }

    // API_ModifyNetworkInterfaceAttribute: "You can specify only one attribute at a time"
    @Test
    void modifyNetworkInterfaceAttribute_twoAttributes_isRefused() {
        assertThat(Refused.by(() -> ec2.modifyNetworkInterfaceAttribute(request -> request.networkInterfaceId(second)
                        .groups(estate.group("web"))
                        .sourceDestCheck(
                                AttributeBooleanValue.builder().value(false).build()))))
                .startsWith("InvalidParameterCombination");
    }

    @Test
    void interfaces_withIpv6_haveAnAddressEach() {
        assertThat(interfaces()).allMatch(eni -> eni.ipv6Addresses().size() == 1);
    }

    @Test
    void detachNetworkInterface_primary_isRefused() {
        String attachment = interfaces().get(0).attachment().attachmentId();

        assertThat(Refused.by(() -> ec2.detachNetworkInterface(request -> request.attachmentId(attachment))))
                .startsWith("OperationNotPermitted");
    }

    @Test
    void deleteNetworkInterface_afterDetach_frees() {
        assertThat(Refused.by(() -> ec2.deleteNetworkInterface(request -> request.networkInterfaceId(second))))
                .isEqualTo("InvalidParameterValue: Network interface '" + second + "' is currently in use.");

        ec2.detachNetworkInterface(
                request -> request.attachmentId(interfaces().get(1).attachment().attachmentId()));
        ec2.deleteNetworkInterface(request -> request.networkInterfaceId(second));

        assertThat(Refused.by(() -> ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(second))))
                .startsWith("InvalidNetworkInterfaceID.NotFound");
    }

    @Test
    void disassociateAddress_thenAssociate_givesTheAddressBack() {
        LaunchedInstance web = estate.launch(InstanceSpec.named("front").elasticIp());
        String address = estate.describe(web.id()).publicIpAddress();
        var held = ec2.describeAddresses().addresses().get(0);

        ec2.disassociateAddress(request -> request.associationId(held.associationId()));
        assertThat(estate.describe(web.id()).publicIpAddress()).isNull();

        ec2.associateAddress(request -> request.allocationId(held.allocationId())
                .networkInterfaceId(web.interfaceIds().get(0)));
        assertThat(estate.describe(web.id()).publicIpAddress()).isEqualTo(address);
    }

    private void modifyGroups(List<String> groups) {
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(second).groups(groups));
    }

    private List<NetworkInterface> interfaces() {
        return ec2.describeNetworkInterfaces(
                        request -> request.filters(Ec2Shapes.filter("attachment.instance-id", instance.id())))
                .networkInterfaces();
    }
}
