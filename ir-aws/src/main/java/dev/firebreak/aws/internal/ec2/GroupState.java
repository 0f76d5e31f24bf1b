package dev.firebreak.aws.internal.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A security group of ours.
 *
 * @param groupId its id; empty when there is none
 * @param incident the incident that it was made for; empty when there is none
 * @param rules its rules in text, sorted, such as {@code egress -1 0.0.0.0/0}
 */
record GroupState(String groupId, String incident, List<String> rules) {
    static final GroupState NONE = new GroupState("", "", List.of());

    static GroupState of(SecurityGroup group) {
        var rules = new ArrayList<String>();
        group.ipPermissions().forEach(permission -> add(rules, "ingress", permission));
        group.ipPermissionsEgress().forEach(permission -> add(rules, "egress", permission));
        rules.sort(null);
        return new GroupState(group.groupId(), Marks.value(group.tags(), Marks.INCIDENT), List.copyOf(rules));
    }

    boolean exists() {
        return !groupId.isEmpty();
    }

    private static void add(List<String> rules, String direction, IpPermission permission) {
        String traffic = direction + " " + permission.ipProtocol() + ports(permission) + " ";
        peers(permission).forEach(peer -> rules.add(traffic + peer));
    }

    private static String ports(IpPermission permission) {
        return permission.fromPort() == null || permission.fromPort() == -1
                ? ""
                : " " + permission.fromPort() + "-" + permission.toPort();
    }

    private static Stream<String> peers(IpPermission permission) {
        return Stream.of(
                        permission.ipRanges().stream().map(IpRange::cidrIp),
                        permission.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6),
                        permission.prefixListIds().stream().map(PrefixListId::prefixListId),
                        permission.userIdGroupPairs().stream().map(UserIdGroupPair::groupId))
                .flatMap(peers -> peers);
    }
}
