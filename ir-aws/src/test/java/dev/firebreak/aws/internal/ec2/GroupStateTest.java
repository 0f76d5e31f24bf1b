package dev.firebreak.aws.internal.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class GroupStateTest {
    @Test
    void of_group_listsEveryRule() {
        SecurityGroup group = SecurityGroup.builder()
                .groupId("sg-1")
                .tags(Tag.builder().key("firebreak:incident").value("IR-1").build())
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(22)
                        .toPort(23)
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId("sg-2").build())
                        .build())
                .ipPermissionsEgress(Groups.everything(Groups.ranges(true)))
                .build();

        assertThat(GroupState.of(group))
                .isEqualTo(new GroupState(
                        "sg-1", "IR-1", List.of("egress -1 0.0.0.0/0", "egress -1 ::/0", "ingress tcp 22-23 sg-2")));
    }

    @Test
    void interfaceGroups_inAnotherOrder_areEqual() {
        var groups = new InterfaceGroups(List.of("sg-1", "sg-2"));

        assertThat(groups)
                .isEqualTo(new InterfaceGroups(List.of("sg-2", "sg-1")))
                .isNotEqualTo(new InterfaceGroups(List.of("sg-1")));
        assertThat(groups.only("sg-1")).isFalse();
    }
}
