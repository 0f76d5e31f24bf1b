package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;
import java.util.Set;

/**
 * The bucket that all actions of Elastic Load Balancing share, and one per category.
 *
 * <p>See "Request throttling for the Elastic Load Balancing API" in the Elastic Load Balancing User Guide.
 */
final class ElbQuotas {
    private static final Allowance ACCOUNT = new Allowance(40, 10);
    private static final Allowance READS = new Allowance(40, 10);
    private static final Allowance CHANGES = new Allowance(20, 3);
    private static final Allowance REGISTRATIONS = new Allowance(20, 4);
    private static final Allowance RESOURCE_INTENSIVE = new Allowance(10, 0.2);

    private static final Set<String> REGISTERING = Set.of("RegisterTargets", "DeregisterTargets");
    private static final Set<String> INTENSIVE =
            Set.of("CreateLoadBalancer", "DeleteLoadBalancer", "SetSubnets", "SetSecurityGroups", "SetIpAddressType");

    private ElbQuotas() {}

    static List<Draw> draws(Invocation invocation) {
        return List.of(Draw.one("account", ACCOUNT), category(invocation));
    }

    private static Draw category(Invocation invocation) {
        String operation = invocation.operation();
        if (REGISTERING.contains(operation)) {
            return Draw.one("registration", REGISTRATIONS);
        }
        if (INTENSIVE.contains(operation)) {
            return Draw.one("resource-intensive", RESOURCE_INTENSIVE);
        }
        return ServiceQuotas.isRead(invocation) ? Draw.one("non-mutating", READS) : Draw.one("mutating", CHANGES);
    }
}
