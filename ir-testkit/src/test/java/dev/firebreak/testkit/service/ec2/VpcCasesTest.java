package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroupReference;
import software.amazon.awssdk.services.ec2.model.StaleSecurityGroup;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class VpcCasesTest extends ServiceCases {
    private static final String DELETE = "https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html";
    private static final String PEERING =
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html";
    private static final String BLOCKING = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html";

    private final Ec2Client ec2 = client(Ec2Client.builder());

    private String vpc(String cidr) {
        return ec2.createVpc(request -> request.cidrBlock(cidr)).vpc().vpcId();
    }

    private String group(String vpc, String name) {
        return ec2.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    private void allowFrom(String group, String source) {
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(
                        permission -> permission.ipProtocol("-1").userIdGroupPairs(pair -> pair.groupId(source))));
    }

    @Test
    @AwsFact(value = "A VPC is deleted when only what AWS made with it is left", source = DELETE)
    void deleteVpc_withSubnet_isRefusedUntilEmpty() {
        String vpc = vpc("10.0.0.0/16");
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24"))
                .subnet()
                .subnetId();

        assertThat(Refused.by(() -> ec2.deleteVpc(request -> request.vpcId(vpc))))
                .isEqualTo("DependencyViolation: The vpc '" + vpc + "' has dependencies and cannot be deleted.");
        ec2.deleteSubnet(request -> request.subnetId(subnet));
        ec2.deleteVpc(request -> request.vpcId(vpc));

        assertThat(Refused.by(() -> ec2.describeVpcs(request -> request.vpcIds(vpc))))
                .isEqualTo("InvalidVpcID.NotFound: The vpc ID '" + vpc + "' does not exist");
        assertThat(ec2.describeSecurityGroups(request ->
                                request.filters(filter -> filter.name("vpc-id").values(vpc)))
                        .securityGroups())
                .isEmpty();
    }

    @Test
    @AwsFact(
            value = "A subnet with interfaces cannot be deleted",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-deleting.html")
    void deleteSubnet_withInterface_isRefused() {
        Estate estate = Estate.in(fake);
        estate.launch(InstanceSpec.named("web"));
        String subnet = estate.subnetIds().get(0);

        assertThat(Refused.by(() -> ec2.deleteSubnet(request -> request.subnetId(subnet))))
                .isEqualTo("DependencyViolation: The subnet '" + subnet + "' has dependencies and cannot be deleted.");
    }

    @Test
    @AwsFact(
            value = "Groups of a peered VPC can be named while the peering is active; afterwards the rule is stale",
            source = PEERING)
    void peering_deleted_leavesStaleRules() {
        String web = vpc("10.0.0.0/16");
        String data = vpc("10.1.0.0/16");
        String webGroup = group(web, "web");
        String dataGroup = group(data, "data");
        assertThat(Refused.by(() -> allowFrom(dataGroup, webGroup)))
                .isEqualTo(
                        "InvalidGroup.NotFound: You have specified two resources that belong to different networks.");
        String peering = ec2.createVpcPeeringConnection(
                        request -> request.vpcId(web).peerVpcId(data))
                .vpcPeeringConnection()
                .vpcPeeringConnectionId();
        ec2.acceptVpcPeeringConnection(request -> request.vpcPeeringConnectionId(peering));

        allowFrom(dataGroup, webGroup);

        assertThat(ec2.describeSecurityGroupReferences(request -> request.groupId(webGroup))
                        .securityGroupReferenceSet())
                .extracting(SecurityGroupReference::referencingVpcId)
                .containsExactly(data);
        assertThat(stale(data)).isEmpty();
        ec2.deleteSecurityGroup(request -> request.groupId(webGroup));
        assertThat(stale(data)).containsExactly(dataGroup);
    }

    private List<String> stale(String vpc) {
        return ec2.describeStaleSecurityGroups(request -> request.vpcId(vpc)).staleSecurityGroupSet().stream()
                .map(StaleSecurityGroup::groupId)
                .toList();
    }

    @Test
    @AwsFact(
            value = "A peering between VPCs with overlapping addresses fails",
            source = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html")
    void peering_overlappingRanges_fails() {
        String one = vpc("10.0.0.0/16");
        String other = vpc("10.0.0.0/24");

        assertThat(ec2.createVpcPeeringConnection(request -> request.vpcId(one).peerVpcId(other))
                        .vpcPeeringConnection()
                        .status()
                        .codeAsString())
                .isEqualTo("failed");
    }

    @Test
    @AwsFact(
            value = "Block Public Access blocks the internet gateways of all VPCs of an account in a Region",
            source = BLOCKING)
    void blockPublicAccess_modified_isDescribed() {
        ec2.modifyVpcBlockPublicAccessOptions(request -> request.internetGatewayBlockMode("block-bidirectional"));

        assertThat(ec2.describeVpcBlockPublicAccessOptions(request -> {}).vpcBlockPublicAccessOptions())
                .satisfies(options -> {
                    assertThat(options.internetGatewayBlockModeAsString()).isEqualTo("block-bidirectional");
                    assertThat(options.stateAsString()).isEqualTo("update-complete");
                });
    }

    @Test
    @AwsFact(
            value = "A second range of a VPC may not overlap the others, and gets subnets of its own",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html")
    void associateCidr_second_takesSubnets() {
        String vpc = vpc("10.0.0.0/16");
        assertThat(Refused.by(() ->
                        ec2.associateVpcCidrBlock(request -> request.vpcId(vpc).cidrBlock("10.0.1.0/24"))))
                .startsWith("InvalidVpc.Range: ");

        ec2.associateVpcCidrBlock(request -> request.vpcId(vpc).cidrBlock("10.7.0.0/16"));

        ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.7.1.0/24"));
        assertThat(Refused.by(
                        () -> ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.8.0.0/24"))))
                .startsWith("InvalidSubnet.Range: ");
    }

    @Test
    @AwsFact(
            value = "A prefix list is modified from its current version, and keeps the old ones",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html")
    void prefixList_modified_hasNewVersion() {
        String list = ec2.createManagedPrefixList(request -> request.prefixListName("blocked")
                        .addressFamily("IPv4")
                        .maxEntries(2)
                        .entries(entry -> entry.cidr("192.0.2.0/24")))
                .prefixList()
                .prefixListId();

        ec2.modifyManagedPrefixList(request ->
                request.prefixListId(list).currentVersion(1L).addEntries(entry -> entry.cidr("198.51.100.0/24")));

        assertThat(ec2.getManagedPrefixListEntries(request -> request.prefixListId(list))
                        .entries())
                .hasSize(2);
        assertThat(ec2.getManagedPrefixListEntries(
                                request -> request.prefixListId(list).targetVersion(1L))
                        .entries())
                .hasSize(1);
        assertThat(Refused.by(() -> ec2.modifyManagedPrefixList(request -> request.prefixListId(list)
                        .currentVersion(1L)
                        .addEntries(entry -> entry.cidr("203.0.113.0/24")))))
                .startsWith("PrefixListVersionMismatch: ");
    }
}
