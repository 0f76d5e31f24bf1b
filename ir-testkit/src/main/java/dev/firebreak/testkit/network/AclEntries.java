package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/** The network ACL of a subnet. It remembers nothing: every packet is looked at, answers too. */
final class AclEntries {
    private final NetworkAcl acl;

    private AclEntries(NetworkAcl acl) {
        this.acl = acl;
    }

    static AclEntries of(Ec2State ec2, String subnetId) {
        return ec2.networkAcls().all().stream()
                .filter(acl -> acl.associations().stream().anyMatch(each -> subnetId.equals(each.subnetId())))
                .findFirst()
                .map(AclEntries::new)
                .orElseThrow(() -> new IllegalStateException("No network ACL for " + subnetId));
    }

    String id() {
        return acl.networkAclId();
    }

    /** The entry with the lowest number that is about a packet. */
    Optional<NetworkAclEntry> decides(boolean egress, Packet packet) {
        return acl.entries().stream()
                .filter(entry -> entry.egress() == egress && matches(entry, egress, packet))
                .min(Comparator.comparing(NetworkAclEntry::ruleNumber));
    }

    static boolean allows(Optional<NetworkAclEntry> entry) {
        return entry.filter(each -> each.ruleAction() == RuleAction.ALLOW).isPresent();
    }

    private static boolean matches(NetworkAclEntry entry, boolean egress, Packet packet) {
        String peer = egress ? packet.destination() : packet.source();
        return (Addresses.in(entry.cidrBlock(), peer) || Addresses.in(entry.ipv6CidrBlock(), peer))
                && packet.protocol().is(entry.protocol(), packet.ipv6())
                && ("-1".equals(entry.protocol()) || ports(entry, packet));
    }

    private static boolean ports(NetworkAclEntry entry, Packet packet) {
        if (packet.protocol() == Protocol.ICMP) {
            var type = entry.icmpTypeCode();
            return type == null || type.type() == null || type.type() == -1 || type.type() == packet.port();
        }
        return entry.portRange() == null
                || !packet.protocol().hasPorts()
                || (entry.portRange().from() <= packet.port()
                        && packet.port() <= entry.portRange().to());
    }
}
