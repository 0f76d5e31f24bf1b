package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.network.Ipv4;
import dev.firebreak.testkit.world.network.Ipv6;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Turns {@code IpPermission}s, which carry many sources each, into rules with one source, and back. */
final class Permissions {
    private static final Map<String, String> PROTOCOLS =
            Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6", "all", "-1");

    private Permissions() {}

    /** The rules, without ids, that a permission stands for in a group. */
    static List<SecurityGroupRule> split(Call call, Ec2SecurityGroup group, IpPermission permission, boolean egress) {
        SecurityGroupRule shared = shared(call, group, permission, egress);
        var rules = new ArrayList<SecurityGroupRule>();
        permission
                .ipRanges()
                .forEach(range -> rules.add(
                        shared.copy(rule -> rule.cidrIpv4(ipv4(range.cidrIp())).description(range.description()))));
        permission
                .ipv6Ranges()
                .forEach(range -> rules.add(shared.copy(
                        rule -> rule.cidrIpv6(ipv6(range.cidrIpv6())).description(range.description()))));
        permission
                .prefixListIds()
                .forEach(list -> rules.add(shared.copy(rule ->
                        rule.prefixListId(prefixList(call, list.prefixListId())).description(list.description()))));
        permission.userIdGroupPairs().forEach(pair -> rules.add(pair(call, group, shared, pair)));
        rules.forEach(rule -> Descriptions.check("rule", rule.description()));
        if (rules.isEmpty()) {
            throw Refusals.value(
                    "Invalid value for ipPermissions: a range, a prefix list or a security group is required.");
        }
        return rules;
    }

    private static SecurityGroupRule shared(
            Call call, Ec2SecurityGroup group, IpPermission permission, boolean egress) {
        String given = Refusals.required(permission.ipProtocol(), "ipProtocol").toLowerCase(Locale.ROOT);
        String protocol = PROTOCOLS.getOrDefault(given, given);
        if (!protocol.matches("tcp|udp|icmp|icmpv6|-1|\\d{1,3}")) {
            throw Refusals.value("Invalid value '%s' for IP protocol. Unknown protocol.", given);
        }
        boolean ported = protocol.matches("tcp|udp|icmp|icmpv6");
        if (protocol.matches("tcp|udp")) {
            checkPorts(permission.fromPort(), permission.toPort());
        }
        return SecurityGroupRule.builder()
                .groupId(group.id())
                .groupOwnerId(call.account().id())
                .isEgress(egress)
                .ipProtocol(protocol)
                .fromPort(ported && permission.fromPort() != null ? permission.fromPort() : Integer.valueOf(-1))
                .toPort(ported && permission.toPort() != null ? permission.toPort() : Integer.valueOf(-1))
                .build();
    }

    private static void checkPorts(Integer from, Integer to) {
        if (from == null || to == null) {
            throw Refusals.value("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        if (from < 0 || to > 65535 || from > to) {
            throw Refusals.value("Invalid TCP port range (%d-%d)", from, to);
        }
    }

    private static SecurityGroupRule pair(
            Call call, Ec2SecurityGroup group, SecurityGroupRule shared, UserIdGroupPair pair) {
        String owner = pair.userId() == null ? call.account().id() : pair.userId();
        String id = owner.equals(call.account().id())
                ? SecurityGroups.byIdOrName(call, pair.groupId(), pair.groupName())
                        .id()
                : Refusals.required(pair.groupId(), "groupId");
        ReferencedSecurityGroup referenced = GroupReferences.of(call, group, owner, id);
        return shared.copy(rule -> rule.referencedGroupInfo(referenced).description(pair.description()));
    }

    private static String prefixList(Call call, String id) {
        return NetworkKinds.PREFIX_LIST.get(call, id).id();
    }

    static String ipv4(String cidr) {
        try {
            return Ipv4.range(cidr).cidr();
        } catch (IllegalArgumentException malformed) {
            throw Refusals.value("CIDR block %s is malformed", cidr);
        }
    }

    static String ipv6(String cidr) {
        try {
            return Ipv6.range(cidr).cidr();
        } catch (IllegalArgumentException malformed) {
            throw Refusals.value("CIDR block %s is malformed", cidr);
        }
    }

    /** Whether two rules allow the same traffic. */
    static boolean same(SecurityGroupRule left, SecurityGroupRule right) {
        return key(left).equals(key(right));
    }

    /** What a rule allows, as text: equal for rules that allow the same traffic. */
    static String key(SecurityGroupRule rule) {
        return String.join(
                " ",
                String.valueOf(rule.isEgress()),
                rule.ipProtocol(),
                String.valueOf(rule.fromPort()),
                String.valueOf(rule.toPort()),
                peer(rule));
    }

    /** How EC2 names a rule in the refusal of a duplicate. */
    static String words(SecurityGroupRule rule) {
        String protocol =
                rule.ipProtocol().equals("-1") ? "ALL" : rule.ipProtocol().toUpperCase(Locale.ROOT);
        String ports = rule.fromPort() == -1 && rule.toPort() == -1
                ? ""
                : ", from port: " + rule.fromPort() + ", to port: " + rule.toPort();
        return "peer: " + peer(rule) + ", " + protocol + ports + ", ALLOW";
    }

    private static String peer(SecurityGroupRule rule) {
        if (rule.referencedGroupInfo() != null) {
            return rule.referencedGroupInfo().groupId();
        }
        return Objects.requireNonNullElse(
                rule.cidrIpv4(), Objects.requireNonNullElse(rule.cidrIpv6(), String.valueOf(rule.prefixListId())));
    }

    /** The rules of one direction as permissions: one for each protocol and port range, with all its sources. */
    static List<IpPermission> merge(Collection<SecurityGroupRule> rules, boolean egress) {
        Map<String, List<SecurityGroupRule>> byPorts = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> rule.isEgress() == egress)
                .forEach(rule -> byPorts.computeIfAbsent(
                                rule.ipProtocol() + " " + rule.fromPort() + " " + rule.toPort(),
                                made -> new ArrayList<>())
                        .add(rule));
        return byPorts.values().stream().map(Permissions::permission).toList();
    }

    private static IpPermission permission(List<SecurityGroupRule> rules) {
        SecurityGroupRule first = rules.get(0);
        IpPermission.Builder permission = IpPermission.builder().ipProtocol(first.ipProtocol());
        if (first.ipProtocol().matches("tcp|udp|icmp|icmpv6")) {
            permission.fromPort(first.fromPort()).toPort(first.toPort());
        }
        var ipv4 = new ArrayList<IpRange>();
        var ipv6 = new ArrayList<Ipv6Range>();
        var lists = new ArrayList<PrefixListId>();
        var pairs = new ArrayList<UserIdGroupPair>();
        for (SecurityGroupRule rule : rules) {
            if (rule.cidrIpv4() != null) {
                ipv4.add(IpRange.builder()
                        .cidrIp(rule.cidrIpv4())
                        .description(rule.description())
                        .build());
            } else if (rule.cidrIpv6() != null) {
                ipv6.add(Ipv6Range.builder()
                        .cidrIpv6(rule.cidrIpv6())
                        .description(rule.description())
                        .build());
            } else if (rule.prefixListId() != null) {
                lists.add(PrefixListId.builder()
                        .prefixListId(rule.prefixListId())
                        .description(rule.description())
                        .build());
            } else {
                pairs.add(UserIdGroupPair.builder()
                        .groupId(rule.referencedGroupInfo().groupId())
                        .userId(rule.referencedGroupInfo().userId())
                        .vpcId(rule.referencedGroupInfo().vpcId())
                        .vpcPeeringConnectionId(rule.referencedGroupInfo().vpcPeeringConnectionId())
                        .peeringStatus(rule.referencedGroupInfo().peeringStatus())
                        .description(rule.description())
                        .build());
            }
        }
        return permission
                .ipRanges(ipv4)
                .ipv6Ranges(ipv6)
                .prefixListIds(lists)
                .userIdGroupPairs(pairs)
                .build();
    }
}
