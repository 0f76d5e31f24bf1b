package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.Operations;

/** The operations of EC2 on security groups and network ACLs. */
public final class FirewallOperations {
    private FirewallOperations() {}

    /** Adds them to those of EC2. */
    public static void addTo(Operations operations) {
        SecurityGroupOperations.addTo(operations);
        SecurityGroupRuleOperations.addTo(operations);
        RuleChangeOperations.addTo(operations);
        GroupReferenceOperations.addTo(operations);
        NetworkAclOperations.addTo(operations);
        NetworkAclEntryOperations.addTo(operations);
    }
}
