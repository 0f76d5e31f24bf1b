package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Where databases are in a VPC: subnet groups, security groups, and the interface that only RDS may change. */
final class DbNetwork {
    private static final ManagedInterfaces.Purpose PURPOSE =
            new ManagedInterfaces.Purpose("amazon-rds", "interface", "RDSNetworkInterface");

    private DbNetwork() {}

    /** The subnet group with this name; without one, the default group of the default VPC. */
    static DBSubnetGroup group(Call call, @Nullable String name) {
        if (name != null && !name.equals("default")) {
            return RdsState.of(call)
                    .subnetGroups()
                    .find(name.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new AwsError(
                            "DBSubnetGroupNotFoundFault", 404, "DB subnet group '" + name + "' does not exist."));
        }
        Ec2State ec2 = call.region().ec2();
        String vpc = ec2.defaultVpc()
                .map(Vpc::vpcId)
                .orElseThrow(() -> AwsError.of("InvalidVPCNetworkStateFault", "No default VPC found in your account"));
        List<Subnet> subnets = ec2.subnets().all().stream()
                .filter(subnet -> subnet.vpcId().equals(vpc))
                .toList();
        return SubnetGroupOperations.view(call, "default", "default", subnets);
    }

    /** The security groups that a request names, or the default group of the VPC. */
    static List<String> groups(Call call, List<String> wanted, DBSubnetGroup subnets) {
        Ec2State ec2 = call.region().ec2();
        if (wanted.isEmpty()) {
            return ec2.securityGroups().all().stream()
                    .filter(group -> group.vpcId().equals(subnets.vpcId())
                            && group.name().equals("default"))
                    .map(Ec2SecurityGroup::id)
                    .toList();
        }
        for (String id : wanted) {
            Optional<Ec2SecurityGroup> group = ec2.securityGroups().find(id);
            if (group.isEmpty()) {
                throw RdsErrors.value("Invalid security group , groupId= %s, groupName=.", id);
            }
            if (!group.get().vpcId().equals(subnets.vpcId())) {
                throw AwsError.of(
                        "InvalidVPCNetworkStateFault",
                        "The DB instance and EC2 security group are in different VPCs. The DB instance is in %s and the"
                                + " EC2 security group is in %s",
                        subnets.vpcId(),
                        group.get().vpcId());
            }
        }
        return wanted;
    }

    static List<VpcSecurityGroupMembership> memberships(List<String> groups, String status) {
        return groups.stream()
                .map(id -> VpcSecurityGroupMembership.builder()
                        .vpcSecurityGroupId(id)
                        .status(status)
                        .build())
                .toList();
    }

    /** Makes the interface of a database; answers its id. */
    static String connect(Call call, DBSubnetGroup group, List<String> groups) {
        return group.subnets().stream()
                .flatMap(each -> call.region().ec2().subnets().find(each.subnetIdentifier()).stream())
                .findFirst()
                .flatMap(subnet -> ManagedInterfaces.of(call.region()).make(PURPOSE, subnet, groups))
                .map(NetworkInterface::networkInterfaceId)
                .orElseThrow(() -> AwsError.of(
                        "DBSubnetGroupDoesNotCoverEnoughAZs",
                        "DB Subnet Group doesn't meet availability zone coverage."));
    }
}
