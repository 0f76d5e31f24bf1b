package dev.firebreak.testkit.service.ec2.firewall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/** The entries that AWS itself puts into network ACLs, which nobody can change. */
public final class NetworkAcls {
    /** The number of the last entry for IPv4, shown as an asterisk. */
    static final int LAST_IPV4 = 32767;

    private static final int LAST_IPV6 = 32768;
    private static final int ALLOW_IPV6 = 101;

    private NetworkAcls() {}

    /** The entries of a new network ACL, which deny everything. */
    static List<NetworkAclEntry> denyAll(boolean ipv6) {
        var entries = new ArrayList<NetworkAclEntry>();
        for (boolean egress : new boolean[] {false, true}) {
            entries.add(entry(LAST_IPV4, egress, RuleAction.DENY)
                    .cidrBlock("0.0.0.0/0")
                    .build());
            if (ipv6) {
                entries.add(entry(LAST_IPV6, egress, RuleAction.DENY)
                        .ipv6CidrBlock("::/0")
                        .build());
            }
        }
        return entries;
    }

    /** Adds what AWS adds when the VPC of an ACL gets its first IPv6 range: to the default ACL also the rule that allows all, if it was not changed. */
    public static NetworkAcl withIpv6(NetworkAcl acl) {
        var entries = new ArrayList<>(acl.entries());
        for (boolean egress : new boolean[] {false, true}) {
            if (acl.isDefault() && unchanged(acl, egress)) {
                entries.add(entry(ALLOW_IPV6, egress, RuleAction.ALLOW)
                        .ipv6CidrBlock("::/0")
                        .build());
            }
            entries.add(entry(LAST_IPV6, egress, RuleAction.DENY)
                    .ipv6CidrBlock("::/0")
                    .build());
        }
        return acl.copy(copy -> copy.entries(sorted(entries)));
    }

    /** The entries in the order of evaluation: egress first, as the API lists them, then by number. */
    static List<NetworkAclEntry> sorted(List<NetworkAclEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing((NetworkAclEntry entry) -> !entry.egress())
                        .thenComparing(NetworkAclEntry::ruleNumber))
                .toList();
    }

    private static boolean unchanged(NetworkAcl acl, boolean egress) {
        List<Integer> numbers = acl.entries().stream()
                .filter(entry -> entry.egress() == egress)
                .map(NetworkAclEntry::ruleNumber)
                .sorted()
                .toList();
        return numbers.equals(List.of(100, LAST_IPV4));
    }

    private static NetworkAclEntry.Builder entry(int number, boolean egress, RuleAction action) {
        return NetworkAclEntry.builder()
                .ruleNumber(number)
                .egress(egress)
                .protocol("-1")
                .ruleAction(action);
    }
}
