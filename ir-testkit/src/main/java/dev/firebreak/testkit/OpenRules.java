package dev.firebreak.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The rules of a security group that let something through, in words. */
final class OpenRules {
    /** Addresses that no packet on a network has. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1/32", "::1/128");

    private OpenRules() {}

    static List<String> of(Ec2Client ec2, String groupId) {
        var rules = new ArrayList<String>();
        for (SecurityGroup group :
                ec2.describeSecurityGroups(request -> request.groupIds(groupId)).securityGroups()) {
            group.ipPermissions().forEach(rule -> add(rules, groupId + ": inbound ", rule));
            group.ipPermissionsEgress().forEach(rule -> add(rules, groupId + ": outbound ", rule));
        }
        return rules;
    }

    private static void add(List<String> rules, String direction, IpPermission rule) {
        List<String> peers = peers(rule);
        if (!peers.isEmpty()) {
            rules.add(direction
                    + protocol(rule.ipProtocol(), rule.fromPort(), rule.toPort())
                    + " "
                    + String.join(", ", peers));
        }
    }

    private static List<String> peers(IpPermission rule) {
        return Stream.of(
                        rule.ipRanges().stream().map(IpRange::cidrIp),
                        rule.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6),
                        rule.prefixListIds().stream().map(PrefixListId::prefixListId),
                        rule.userIdGroupPairs().stream().map(UserIdGroupPair::groupId))
                .flatMap(peer -> peer)
                .filter(Objects::nonNull)
                .filter(peer -> !LOOPBACK.contains(peer))
                .toList();
    }

    private static String protocol(String protocol, @Nullable Integer from, @Nullable Integer to) {
        if (protocol.equals("-1")) {
            return "all traffic";
        }
        return from == null || from == -1 ? protocol : protocol + " " + from + "-" + to;
    }
}
