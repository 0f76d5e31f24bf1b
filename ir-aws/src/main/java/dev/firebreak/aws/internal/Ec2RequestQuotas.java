package dev.firebreak.aws.internal;

import java.util.Map;
import java.util.Optional;

/** The documented request quotas of EC2's actions (EC2 Developer Guide, "Request throttling for the Amazon EC2 API"). */
final class Ec2RequestQuotas {
    private static final Quota MUTATING = new Quota(50, 5);
    private static final Quota COMMON = new Quota(100, 5);
    private static final Map<String, Quota> QUOTAS = Map.ofEntries(
            Map.entry("ec2:ModifyNetworkInterfaceAttribute", COMMON),
            Map.entry("ec2:CreateSnapshots", COMMON),
            Map.entry("ec2:AssociateIamInstanceProfile", COMMON),
            Map.entry("ec2:DisassociateIamInstanceProfile", COMMON),
            Map.entry("ec2:CreateTags", new Quota(100, 10)),
            Map.entry("ec2:ModifyInstanceAttribute", MUTATING),
            Map.entry("ec2:CreateImage", MUTATING),
            Map.entry("ec2:CreateSecurityGroup", MUTATING),
            Map.entry("ec2:AuthorizeSecurityGroupIngress", MUTATING),
            Map.entry("ec2:RevokeSecurityGroupEgress", MUTATING));

    private Ec2RequestQuotas() {}

    /** How many calls may be made at once, and how many more a second. */
    record Quota(double capacity, double perSecond) {}

    /** The quota of an action that is known to have one. */
    static Optional<Quota> of(String action) {
        return Optional.ofNullable(QUOTAS.get(action));
    }
}
