package dev.firebreak.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The rules of a security group, in words. */
final class OpenRules {
    private OpenRules() {}

    static List<String> of(Ec2Client ec2, String groupId) {
        var rules = new ArrayList<String>();
        for (SecurityGroup group :
                ec2.describeSecurityGroups(request -> request.groupIds(groupId)).securityGroups()) {
            group.ipPermissions().forEach(rule -> rules.add(groupId + ": inbound " + words(rule)));
            group.ipPermissionsEgress().forEach(rule -> rules.add(groupId + ": outbound " + words(rule)));
        }
        return rules;
    }

    private static String words(IpPermission rule) {
        List<String> peers = Stream.of(
                        rule.ipRanges().stream().map(IpRange::cidrIp),
                        rule.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6),
                        rule.prefixListIds().stream().map(PrefixListId::prefixListId),
                        rule.userIdGroupPairs().stream().map(UserIdGroupPair::groupId))
                .flatMap(peer -> peer)
                .filter(Objects::nonNull)
                .toList();
        return protocol(rule.ipProtocol(), rule.fromPort(), rule.toPort()) + " " + String.join(", ", peers);
    }

    private static String protocol(String protocol, @Nullable Integer from, @Nullable Integer to) {
        if (protocol.equals("-1")) {
            return "all traffic";
        }
        return from == null || from == -1 ? protocol : protocol + " " + from + "-" + to;
    }
}
