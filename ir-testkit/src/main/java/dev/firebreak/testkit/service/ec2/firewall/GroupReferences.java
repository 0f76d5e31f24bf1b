package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;

/** Rules that name other groups: in the same VPC, or over an active peering in another one. */
final class GroupReferences {
    private GroupReferences() {}

    /** The reference of a group to another one, or the refusal when they are not connected. */
    static ReferencedSecurityGroup of(Call call, Ec2SecurityGroup group, String owner, String id) {
        ReferencedSecurityGroup.Builder reference =
                ReferencedSecurityGroup.builder().groupId(id).userId(owner);
        String vpcId = find(call, owner, id)
                .map(Ec2SecurityGroup::vpcId)
                .orElseThrow(() -> AwsError.of("InvalidGroup.NotFound", "The security group '%s' does not exist", id));
        if (vpcId.equals(group.vpcId())) {
            return reference.build();
        }
        VpcPeeringConnection peering = call.region()
                .ec2()
                .networks()
                .activePeering(group.vpcId(), vpcId)
                .orElseThrow(() -> AwsError.of(
                        "InvalidGroup.NotFound",
                        "You have specified two resources that belong to different networks."));
        return reference
                .vpcId(vpcId)
                .vpcPeeringConnectionId(peering.vpcPeeringConnectionId())
                .peeringStatus("active")
                .build();
    }

    /** Whether a rule names a group that is gone, or that no peering leads to any more. */
    static boolean stale(Call call, Ec2SecurityGroup group, SecurityGroupRule rule) {
        ReferencedSecurityGroup named = rule.referencedGroupInfo();
        if (named == null || named.vpcId() == null) {
            return false;
        }
        return find(call, named.userId(), named.groupId()).isEmpty()
                || call.region()
                        .ec2()
                        .networks()
                        .activePeering(group.vpcId(), named.vpcId())
                        .isEmpty();
    }

    private static Optional<Ec2SecurityGroup> find(Call call, String owner, String id) {
        return call.world()
                .account(owner)
                .region(call.region().name())
                .ec2()
                .securityGroups()
                .find(id);
    }
}
