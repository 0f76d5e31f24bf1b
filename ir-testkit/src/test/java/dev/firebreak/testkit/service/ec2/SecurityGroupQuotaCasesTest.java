package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

class SecurityGroupQuotaCasesTest extends Ec2Cases {
    private static final String QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

    @Test
    @AwsFact(value = "A Region has 2,500 security groups at most", source = QUOTAS)
    void createSecurityGroup_2501st_isRefused() {
        Ec2Client ec2 = ec2();
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        for (int index = state().securityGroups().all().size(); index < 2499; index++) {
            state().securityGroups()
                    .put(new Ec2SecurityGroup("sg-%017x".formatted(index), "filler-" + index, "filler", vpc));
        }

        String last = create(ec2, vpc, "last");

        assertThat(Refused.by(() -> create(ec2, vpc, "beyond"))).startsWith("SecurityGroupLimitExceeded: ");
        ec2.deleteSecurityGroup(request -> request.groupId(last));
        assertThat(create(ec2, vpc, "beyond")).startsWith("sg-");
    }

    private static String create(Ec2Client ec2, String vpc, String name) {
        return ec2.createSecurityGroup(request ->
                        request.groupName(name).description("quarantine").vpcId(vpc))
                .groupId();
    }
}
