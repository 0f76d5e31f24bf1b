package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.network.Ec2PrefixList;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** The rules of the security groups of an interface. */
final class GroupRules {
    private static final int LAST_PORT = 65_535;

    private final Site site;

    GroupRules(Site site) {
        this.site = site;
    }

    /** A rule that lets a packet out or in. */
    Optional<SecurityGroupRule> match(boolean egress, Packet packet) {
        return matches(egress, packet).findFirst();
    }

    private Stream<SecurityGroupRule> matches(boolean egress, Packet packet) {
        String peer = egress ? packet.destination() : packet.source();
        return rules(egress).filter(rule -> ports(rule, packet) && names(rule, peer));
    }

    /**
     * Whether the flow that begins with a packet is not tracked: TCP or UDP let through by a rule for all addresses, with a rule in the other
     * direction that lets through all addresses and ports (EC2 User Guide, "Security group connection tracking").
     */
    boolean leaveUntracked(boolean egress, Packet packet) {
        boolean ipv6 = packet.ipv6();
        return packet.protocol().hasPorts()
                && matches(egress, packet).anyMatch(rule -> everywhere(rule, ipv6))
                && rules(!egress).anyMatch(rule -> everywhere(rule, ipv6) && allPorts(rule, packet));
    }

    private Stream<SecurityGroupRule> rules(boolean egress) {
        return site.eni().groups().stream()
                .flatMap(group -> site.ec2().securityGroups().find(group.groupId()).stream())
                .flatMap(group -> group.rules().stream())
                .filter(rule -> rule.isEgress() == egress);
    }

    private static boolean everywhere(SecurityGroupRule rule, boolean ipv6) {
        return Addresses.isAny(ipv6 ? rule.cidrIpv6() : rule.cidrIpv4(), ipv6);
    }

    private static boolean allPorts(SecurityGroupRule rule, Packet packet) {
        return "-1".equals(rule.ipProtocol())
                || (packet.protocol().is(rule.ipProtocol(), packet.ipv6())
                        && rule.fromPort() <= 0
                        && rule.toPort() == LAST_PORT);
    }

    private static boolean ports(SecurityGroupRule rule, Packet packet) {
        if (!packet.protocol().is(rule.ipProtocol(), packet.ipv6())) {
            return false;
        }
        if ("-1".equals(rule.ipProtocol()) || rule.fromPort() == null) {
            return true;
        }
        if (packet.protocol() == Protocol.ICMP) {
            return rule.fromPort() == -1
                    || (rule.fromPort() == packet.port() && (rule.toPort() == -1 || rule.toPort() == 0));
        }
        return !packet.protocol().hasPorts() || (rule.fromPort() <= packet.port() && packet.port() <= rule.toPort());
    }

    private boolean names(SecurityGroupRule rule, String peer) {
        if (rule.prefixListId() != null) {
            return site.ec2().networks().prefixLists().find(rule.prefixListId()).map(Ec2PrefixList::entries).stream()
                    .flatMap(entries -> entries.stream())
                    .anyMatch(entry -> Addresses.in(entry.cidr(), peer));
        }
        if (rule.referencedGroupInfo() != null) {
            return hasGroup(peer, rule.referencedGroupInfo());
        }
        return Addresses.in(rule.cidrIpv4(), peer) || Addresses.in(rule.cidrIpv6(), peer);
    }

    /** Whether an address is a private one of an interface with a group, in this VPC or one that is peered with it. */
    private boolean hasGroup(String address, ReferencedSecurityGroup group) {
        return groupRegions(group)
                .anyMatch(region -> region.ec2().interfaces().by(Ec2State.BY_ADDRESS, address).stream()
                        .filter(eni -> eni.groups().stream()
                                .anyMatch(each -> each.groupId().equals(group.groupId())))
                        .filter(eni -> connected(eni))
                        .anyMatch(eni -> new Site(region, eni).addresses().contains(address)));
    }

    private boolean connected(NetworkInterface eni) {
        return eni.vpcId().equals(site.vpcId())
                || site.ec2()
                        .networks()
                        .activePeering(site.vpcId(), eni.vpcId())
                        .isPresent();
    }

    private Stream<Region> groupRegions(ReferencedSecurityGroup group) {
        String own = site.region().account().id();
        String owner = group.userId() == null ? own : group.userId();
        return site.region().world().accounts().values().stream()
                .filter(account -> account.id().equals(owner))
                .flatMap(account -> account.regions().values().stream())
                .filter(region ->
                        region.hasEc2() && region.name().equals(site.region().name()));
    }

    /** The groups, for a sentence. */
    String names() {
        return String.join(
                ", ",
                site.eni().groups().stream()
                        .map(group -> group.groupId())
                        .filter(id -> site.ec2()
                                .securityGroups()
                                .find(id)
                                .map(Ec2SecurityGroup::id)
                                .isPresent())
                        .toList());
    }
}
