package dev.firebreak.testkit.service.ec2.traffic;

import dev.firebreak.testkit.service.Operations;

/** The operations of EC2 on flow logs and traffic mirroring. */
public final class TrafficOperations {
    private TrafficOperations() {}

    /** Adds them to those of EC2. */
    public static void addTo(Operations operations) {
        FlowLogOperations.addTo(operations);
        MirrorFilterOperations.addTo(operations);
        MirrorRuleOperations.addTo(operations);
        MirrorTargetOperations.addTo(operations);
        MirrorSessionOperations.addTo(operations);
    }
}
