package dev.firebreak.aws.internal.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.aws.internal.ec2.InterfaceGroups.Quarantine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class InterfaceGroupsTest {
    private static final SecurityGroup CLOSED =
            SecurityGroup.builder().groupId("sg-1").build();
    private static final SecurityGroup OPEN = CLOSED.toBuilder()
            .ipPermissionsEgress(IpPermission.builder()
                    .ipProtocol("-1")
                    .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
                    .build())
            .build();

    private static Quarantine quarantine(Map<String, SecurityGroup> ours, String... groups) {
        NetworkInterface face = NetworkInterface.builder()
                .groups(List.of(groups).stream()
                        .map(group -> GroupIdentifier.builder().groupId(group).build())
                        .toList())
                .build();
        return InterfaceGroups.of(face, ours).quarantine();
    }

    @Test
    void of_groups_saysWhetherTheyAreQuarantine() {
        assertThat(quarantine(Map.of("sg-1", CLOSED), "sg-1")).isEqualTo(Quarantine.CLOSED);
        assertThat(quarantine(Map.of("sg-1", OPEN), "sg-1")).isEqualTo(Quarantine.OPEN);
        assertThat(quarantine(Map.of("sg-1", CLOSED), "sg-1", "sg-2")).isEqualTo(Quarantine.NONE);
        assertThat(quarantine(Map.of("sg-1", CLOSED), "sg-2")).isEqualTo(Quarantine.NONE);
    }

    @Test
    void equals_anotherOrderOrAnotherQuarantine_areEqual() {
        var groups = new InterfaceGroups(List.of("sg-1", "sg-2"), Quarantine.NONE);

        assertThat(groups)
                .isEqualTo(new InterfaceGroups(List.of("sg-2", "sg-1"), Quarantine.NONE))
                .isNotEqualTo(new InterfaceGroups(List.of("sg-1"), Quarantine.NONE));
        assertThat(new InterfaceGroups(List.of("sg-1"), Quarantine.CLOSED))
                .isEqualTo(new InterfaceGroups(List.of("sg-2"), Quarantine.CLOSED))
                .isNotEqualTo(new InterfaceGroups(List.of("sg-1"), Quarantine.OPEN));
    }
}
