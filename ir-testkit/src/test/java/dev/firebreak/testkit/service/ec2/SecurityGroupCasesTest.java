package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class SecurityGroupCasesTest extends ServiceCases {
    private static final String GROUPS =
            "https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html";

    @Test
    @AwsFact(value = "A new group lets everything out and nothing in", source = GROUPS)
    void createSecurityGroup_new_allowsAllEgress() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();

        String id = ec2.createSecurityGroup(
                        group -> group.groupName("web").description("web").vpcId(vpc))
                .groupId();

        var made = ec2.describeSecurityGroups(query -> query.groupIds(id))
                .securityGroups()
                .get(0);
        assertThat(made.ipPermissions()).isEmpty();
        assertThat(made.ipPermissionsEgress()).singleElement().satisfies(rule -> {
            assertThat(rule.ipProtocol()).isEqualTo("-1");
            assertThat(rule.ipRanges().get(0).cidrIp()).isEqualTo("0.0.0.0/0");
        });
    }

    @Test
    @AwsFact(value = "In a VPC with IPv6 a new group also lets IPv6 out", source = GROUPS)
    void createSecurityGroup_vpcWithIpv6_allowsIpv6Egress() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16").amazonProvidedIpv6CidrBlock(true))
                .vpc()
                .vpcId();

        String id = create(ec2, vpc, "web", "web");

        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(id))
                        .securityGroups()
                        .get(0)
                        .ipPermissionsEgress()
                        .get(0)
                        .ipv6Ranges()
                        .get(0)
                        .cidrIpv6())
                .isEqualTo("::/0");
    }

    @Test
    @AwsFact(
            value = "Group names are unique in a VPC, do not begin with sg- and have a limited set of characters",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html")
    void createSecurityGroup_badName_isRefused() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
        create(ec2, vpc, "web", "web");

        assertThat(Refused.by(() -> create(ec2, vpc, "web", "web")))
                .isEqualTo("InvalidGroup.Duplicate: The security group 'web' already exists for VPC '" + vpc + "'");
        assertThat(Refused.by(() -> create(ec2, vpc, "sg-web", "web"))).startsWith("InvalidParameterValue: ");
        assertThat(Refused.by(() -> create(ec2, vpc, "w<b", "web")))
                .startsWith("InvalidParameterValue: Invalid security group name.");
        assertThat(Refused.by(() -> create(ec2, vpc, "other", "naïve")))
                .startsWith("InvalidParameterValue: Invalid security group description.");
    }

    @Test
    @AwsFact(
            value =
                    "A group that is attached, or named by another group of its VPC, cannot be deleted, and a default group never",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html")
    void deleteSecurityGroup_inUseOrDefault_isRefused() {
        Ec2Client ec2 = client(Ec2Client.builder());
        Estate estate = Estate.in(fake);
        String attached = estate.group("attached");
        estate.launch(InstanceSpec.named("web").groups("attached"));
        String named = estate.group("named");
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(attached)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("-1")
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId(named).build())
                        .build()));

        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(request -> request.groupId(attached))))
                .isEqualTo("DependencyViolation: resource " + attached + " has a dependent object");
        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(request -> request.groupId(named))))
                .isEqualTo("DependencyViolation: resource " + named + " has a dependent object");
        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(request -> request.groupName("default"))))
                .startsWith("CannotDelete: ");
    }

    private static String create(Ec2Client ec2, String vpc, String name, String description) {
        return ec2.createSecurityGroup(
                        group -> group.groupName(name).description(description).vpcId(vpc))
                .groupId();
    }
}
