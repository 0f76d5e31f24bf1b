package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.ServiceCases;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

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
}
