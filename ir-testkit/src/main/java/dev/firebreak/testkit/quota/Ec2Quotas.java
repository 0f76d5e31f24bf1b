package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The request and resource buckets of EC2.
 *
 * <p>See "Request throttling for the Amazon EC2 API" in the Amazon EC2 Developer Guide. Resource-intensive actions have the same numbers
 * as mutating ones.
 */
final class Ec2Quotas {
    private static final Allowance READING = new Allowance(100, 20);
    private static final Allowance READING_ALL = new Allowance(50, 10);
    private static final Allowance CHANGING = new Allowance(50, 5);

    private static final Set<String> EXPENSIVE_UNFILTERED = Set.of(
            "DescribeInstances",
            "DescribeInstanceStatus",
            "DescribeNetworkInterfaces",
            "DescribeSecurityGroups",
            "DescribeSnapshots",
            "DescribeSpotInstanceRequests",
            "DescribeVolumes");

    private static final Map<String, Allowance> UNCATEGORIZED = uncategorized();

    private static final Map<String, Allowance> RESOURCES = Map.of(
            "RunInstances", new Allowance(1000, 2),
            "StartInstances", new Allowance(1000, 2),
            "StopInstances", new Allowance(1000, 20),
            "TerminateInstances", new Allowance(1000, 20));

    private Ec2Quotas() {}

    private static Map<String, Allowance> uncategorized() {
        var all = new HashMap<String, Allowance>();
        Set.of(
                        "AssociateIamInstanceProfile",
                        "CreateSnapshot",
                        "CreateSnapshots",
                        "CreateVolume",
                        "DeleteSnapshot",
                        "DisassociateIamInstanceProfile",
                        "ModifyInstanceMetadataOptions",
                        "ModifyNetworkInterfaceAttribute",
                        "ModifySnapshotAttribute",
                        "TerminateInstances")
                .forEach(operation -> all.put(operation, new Allowance(100, 5)));
        all.put("CreateTags", new Allowance(100, 10));
        all.put("DeleteTags", new Allowance(100, 10));
        all.put("CopyImage", new Allowance(100, 1));
        all.put("RunInstances", new Allowance(5, 2));
        all.put("StartInstances", new Allowance(5, 2));
        all.put("DescribeSecurityGroupReferences", new Allowance(20, 5));
        return Map.copyOf(all);
    }

    static List<Draw> draws(Invocation invocation) {
        var draws = new ArrayList<Draw>();
        draws.add(request(invocation));
        Optional.ofNullable(RESOURCES.get(invocation.operation()))
                .map(allowance -> new Draw(invocation.operation() + " resources", allowance, instances(invocation)))
                .ifPresent(draws::add);
        return draws;
    }

    private static Draw request(Invocation invocation) {
        String operation = invocation.operation();
        if (EXPENSIVE_UNFILTERED.contains(operation) && asksForAll(invocation)) {
            return Draw.one(operation + " unfiltered", READING_ALL);
        }
        Allowance usual = ServiceQuotas.isRead(invocation) ? READING : CHANGING;
        return Draw.one(operation, UNCATEGORIZED.getOrDefault(operation, usual));
    }

    private static boolean asksForAll(Invocation invocation) {
        return invocation.request().sdkFields().stream()
                .filter(field -> !field.memberName().equals("DryRun"))
                .allMatch(field ->
                        ServiceQuotas.value(field, invocation.request()).isEmpty());
    }

    private static int instances(Invocation invocation) {
        return ServiceQuotas.member(invocation.request(), "MaxCount")
                .map(Integer.class::cast)
                .or(() -> ServiceQuotas.member(invocation.request(), "InstanceIds")
                        .map(ids -> ((Collection<?>) ids).size()))
                .orElse(1);
    }
}
