package dev.firebreak.testkit;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The assertions against the fake EC2, contained by hand. */
@FakeAwsTest(manualClock = true)
class ContainedInstanceTest {
    private static Instance run(Ec2Client ec2) {
        return ec2.runInstances(request -> request.imageId(
                                ec2.describeImages().images().get(0).imageId())
                        .minCount(1)
                        .maxCount(1))
                .instances()
                .get(0);
    }

    private static String quarantineGroup(Ec2Client ec2, String vpcId) {
        String group = ec2.createSecurityGroup(request -> request.groupName("quarantine")
                        .description("quarantine")
                        .vpcId(vpcId))
                .groupId();
        SecurityGroup made = ec2.describeSecurityGroups(request -> request.groupIds(group))
                .securityGroups()
                .get(0);
        ec2.revokeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(made.ipPermissionsEgress()));
        return group;
    }

    @Test
    void assertions_untouchedInstance_fail(FakeAws fake, Ec2Client ec2) {
        String id = run(ec2).instanceId();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(fake).instance(id).isIsolated())
                .withMessageContaining("outbound all traffic 0.0.0.0/0");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(fake).instance(id).isProtectedFromTermination());
    }

    @Test
    void assertions_containedInstance_pass(FakeAws fake, Ec2Client ec2) {
        Instance instance = run(ec2);
        String id = instance.instanceId();
        String eni = instance.networkInterfaces().get(0).networkInterfaceId();
        String group = quarantineGroup(ec2, instance.vpcId());

        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(group));
        ec2.modifyInstanceAttribute(
                request -> request.instanceId(id).disableApiTermination(value -> value.value(true)));
        ec2.createTags(request -> request.resources(id)
                .tags(Tag.builder().key("ir:case").value("7").build()));

        assertThat(fake)
                .instance(id)
                .isIsolated()
                .hasGroups(eni, group)
                .hasNoInstanceProfile()
                .isProtectedFromTermination()
                .hasTag("ir:case", "7");
    }
}
