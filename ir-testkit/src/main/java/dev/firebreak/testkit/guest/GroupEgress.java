package dev.firebreak.testkit.guest;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Takes a way to be open when the security groups of an interface let the port out to everywhere. */
final class GroupEgress implements GuestNetwork.Path {
    @Override
    public boolean isOpen(Region region, String instanceId, String host, int port) {
        return Instances.interfaces(region, instanceId).stream()
                .flatMap(eni -> groups(region, eni))
                .flatMap(group -> group.rules().stream())
                .anyMatch(rule -> letsOut(rule, port));
    }

    private static Stream<Ec2SecurityGroup> groups(Region region, NetworkInterface eni) {
        return eni.groups().stream().flatMap(group -> region.ec2().securityGroups().find(group.groupId()).stream());
    }

    private static boolean letsOut(SecurityGroupRule rule, int port) {
        boolean everywhere = "0.0.0.0/0".equals(rule.cidrIpv4()) || rule.prefixListId() != null;
        return Boolean.TRUE.equals(rule.isEgress())
                && everywhere
                && ("-1".equals(rule.ipProtocol())
                        || ("tcp".equals(rule.ipProtocol()) && rule.fromPort() <= port && port <= rule.toPort()));
    }
}
