package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class NetworkAclCasesTest extends ServiceCases {
    private static final String ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html";
    private static final String DEFAULT = "https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html";
    private static final String CREATE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html";
    private static final String QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

    private final Ec2Client ec2 = client(Ec2Client.builder());

    private String vpc(boolean ipv6) {
        return ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16").amazonProvidedIpv6CidrBlock(ipv6))
                .vpc()
                .vpcId();
    }

    private NetworkAcl acl(String vpc, boolean isDefault) {
        return ec2.describeNetworkAcls(request -> request.filters(
                        Filter.builder().name("vpc-id").values(vpc).build(),
                        Filter.builder()
                                .name("default")
                                .values(String.valueOf(isDefault))
                                .build()))
                .networkAcls()
                .get(0);
    }

    private void deny(String acl, int number, boolean egress) {
        ec2.createNetworkAclEntry(request -> request.networkAclId(acl)
                .ruleNumber(number)
                .egress(egress)
                .protocol("-1")
                .ruleAction("deny")
                .cidrBlock("0.0.0.0/0"));
    }

    @Test
    @AwsFact(
            value = "The default network ACL of a VPC with IPv6 allows IPv4 by rule 100 and IPv6 by rule 101",
            source = DEFAULT)
    void defaultAcl_vpcWithIpv6_allowsBothFamilies() {
        NetworkAcl acl = acl(vpc(true), true);

        assertThat(acl.entries())
                .filteredOn(entry -> !entry.egress())
                .extracting(entry -> entry.ruleNumber() + " " + entry.ruleAction())
                .containsExactly("100 allow", "101 allow", "32767 deny", "32768 deny");
    }

    @Test
    @AwsFact(value = "A new network ACL denies everything until rules are added", source = ACLS)
    void createNetworkAcl_new_deniesEverything() {
        String vpc = vpc(false);

        NetworkAcl acl = ec2.createNetworkAcl(request -> request.vpcId(vpc)).networkAcl();

        assertThat(acl.isDefault()).isFalse();
        assertThat(acl.entries())
                .extracting(entry -> entry.ruleNumber() + " " + entry.ruleAction() + " " + entry.egress())
                .containsExactly("32767 deny true", "32767 deny false");
    }

    @Test
    @AwsFact(value = "A rule number can be used once in each direction", source = CREATE)
    void createEntry_sameNumber_isRefusedInTheSameDirection() {
        String acl = acl(vpc(false), true).networkAclId();
        deny(acl, 10, false);
        deny(acl, 10, true);

        assertThat(Refused.by(() -> deny(acl, 10, false)))
                .isEqualTo("NetworkAclEntryAlreadyExists: The network acl entry identified by 10 already exists.");
    }

    @Test
    @AwsFact(value = "Rule numbers go from 1 to 32766", source = CREATE)
    void createEntry_reservedNumber_isRefused() {
        String acl = acl(vpc(false), true).networkAclId();

        assertThat(Refused.by(() -> deny(acl, 32767, false))).startsWith("InvalidParameterValue: ");
        assertThat(Refused.by(() -> deny(acl, 0, false))).startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(value = "A network ACL has at most 20 rules in each direction", source = QUOTAS)
    void createEntry_overTwenty_isRefused() {
        String acl = acl(vpc(false), true).networkAclId();
        IntStream.rangeClosed(1, 19).forEach(number -> deny(acl, number, false));

        assertThat(Refused.by(() -> deny(acl, 20, false)))
                .isEqualTo("NetworkAclEntryLimitExceeded: The maximum number of network acl entries has been reached.");
        deny(acl, 20, true);
    }

    @Test
    @AwsFact(value = "A VPC has at most 200 network ACLs", source = QUOTAS)
    void createNetworkAcl_201st_isRefused() {
        String vpc = vpc(false);
        IntStream.range(0, 199).forEach(number -> ec2.createNetworkAcl(create -> create.vpcId(vpc)));

        assertThat(Refused.by(() -> ec2.createNetworkAcl(create -> create.vpcId(vpc))))
                .startsWith("NetworkAclLimitExceeded: ");
    }

    @Test
    @AwsFact(value = "An IPv6 rule says its range in canonical form and its ports", source = CREATE)
    void replaceEntry_ipv6_replacesTheWholeRule() {
        String acl = acl(vpc(true), true).networkAclId();

        ec2.replaceNetworkAclEntry(request -> request.networkAclId(acl)
                .ruleNumber(101)
                .egress(true)
                .protocol("6")
                .ruleAction("deny")
                .ipv6CidrBlock("2001:0db8:0000::/32")
                .portRange(ports -> ports.from(443).to(444)));

        var entry =
                ec2.describeNetworkAcls(request -> request.networkAclIds(acl)).networkAcls().get(0).entries().stream()
                        .filter(each -> each.egress() && each.ruleNumber() == 101)
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.ipv6CidrBlock()).isEqualTo("2001:db8::/32");
        assertThat(entry.portRange().to()).isEqualTo(444);
        assertThat(Refused.by(() -> ec2.replaceNetworkAclEntry(request -> request.networkAclId(acl)
                        .ruleNumber(7)
                        .egress(true)
                        .protocol("-1")
                        .ruleAction("deny")
                        .cidrBlock("0.0.0.0/0"))))
                .startsWith("InvalidNetworkAclEntry.NotFound: ");
    }

    @Test
    @AwsFact(value = "A subnet has exactly one network ACL; replacing the association moves it", source = ACLS)
    void replaceAssociation_otherAcl_movesTheSubnet() {
        String vpc = vpc(false);
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24"))
                .subnet()
                .subnetId();
        String old = acl(vpc, true).associations().get(0).networkAclAssociationId();
        String quarantine =
                ec2.createNetworkAcl(request -> request.vpcId(vpc)).networkAcl().networkAclId();

        String made = ec2.replaceNetworkAclAssociation(
                        request -> request.associationId(old).networkAclId(quarantine))
                .newAssociationId();

        assertThat(acl(vpc, true).associations()).isEmpty();
        assertThat(acl(vpc, false).associations()).singleElement().satisfies(association -> {
            assertThat(association.networkAclAssociationId()).isEqualTo(made).isNotEqualTo(old);
            assertThat(association.subnetId()).isEqualTo(subnet);
        });
        assertThat(Refused.by(() -> ec2.deleteNetworkAcl(request -> request.networkAclId(quarantine))))
                .startsWith("DependencyViolation: ");
        assertThat(Refused.by(() -> ec2.replaceNetworkAclAssociation(
                        request -> request.associationId(old).networkAclId(quarantine))))
                .isEqualTo("InvalidAssociationID.NotFound: The association ID '" + old + "' does not exist");
    }

    @Test
    @AwsFact(value = "The default network ACL cannot be deleted", source = ACLS)
    void deleteNetworkAcl_default_isRefused() {
        String acl = acl(vpc(false), true).networkAclId();

        assertThat(Refused.by(() -> ec2.deleteNetworkAcl(request -> request.networkAclId(acl))))
                .startsWith("InvalidParameterValue: ");
    }
}
