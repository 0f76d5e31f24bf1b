package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.network.Ec2PrefixList;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/**
 * The quota of 60 rules a group and direction, for IPv4 and IPv6 apart; a rule with a group counts for both, and one with a prefix
 * list for as many as the list may have entries (docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
 */
final class RuleQuota {
    private static final int RULES_PER_DIRECTION = 60;

    private RuleQuota() {}

    /** Refuses rules, all of one direction, that would take a group over its quota. */
    static void check(Call call, Ec2SecurityGroup group, List<SecurityGroupRule> added) {
        var all = new ArrayList<>(group.rules());
        all.addAll(added);
        boolean egress = added.get(0).isEgress();
        all.removeIf(rule -> rule.isEgress() != egress);
        int ipv4 = 0;
        int ipv6 = 0;
        for (SecurityGroupRule rule : all) {
            int weight = weight(call, rule);
            ipv4 += rule.cidrIpv6() == null ? weight : 0;
            ipv6 += rule.cidrIpv4() == null ? weight : 0;
        }
        if (Math.max(ipv4, ipv6) > RULES_PER_DIRECTION) {
            throw AwsError.of(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached.");
        }
    }

    private static int weight(Call call, SecurityGroupRule rule) {
        return rule.prefixListId() == null
                ? 1
                : call.region()
                        .ec2()
                        .networks()
                        .prefixLists()
                        .find(rule.prefixListId())
                        .map(Ec2PrefixList::weight)
                        .orElse(1);
    }
}
