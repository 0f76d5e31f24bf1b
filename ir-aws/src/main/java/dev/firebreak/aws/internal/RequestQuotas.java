package dev.firebreak.aws.internal;

import dev.firebreak.aws.RequestQuota;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of the quotas of AWS's actions: what was set, else what EC2 documents (EC2 Developer Guide, "Request throttling for the
 * Amazon EC2 API"). IAM and Auto Scaling publish none.
 *
 * @param set quotas that were set; of several that fit, the last counts
 */
record RequestQuotas(List<RequestQuota> set) {
    private static final Bucket READING = new Bucket(100, 20);
    private static final Bucket CHANGING = new Bucket(50, 5);
    private static final Bucket COMMON = new Bucket(100, 5);
    private static final Bucket TAGGING = new Bucket(100, 10);
    private static final Map<String, Bucket> UNCATEGORIZED = uncategorized();

    private record Bucket(double capacity, double perSecond) {}

    RequestQuotas {
        set = List.copyOf(set);
    }

    private static Map<String, Bucket> uncategorized() {
        var all = new HashMap<String, Bucket>();
        Stream.of(
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
                .forEach(action -> all.put("ec2:" + action, COMMON));
        all.put("ec2:CreateTags", TAGGING);
        all.put("ec2:DeleteTags", TAGGING);
        all.put("ec2:CopyImage", new Bucket(100, 1));
        all.put("ec2:RunInstances", new Bucket(5, 2));
        all.put("ec2:StartInstances", new Bucket(5, 2));
        all.put("ec2:DescribeSecurityGroupReferences", new Bucket(20, 5));
        return Map.copyOf(all);
    }

    /** The quota of an action in an account and Region; empty when none is known. */
    Optional<RequestQuota> of(String account, String region, String action) {
        Stream<RequestQuota> own = set.stream()
                .filter(quota -> quota.action().equals(action))
                .filter(quota -> quota.account().isEmpty() || quota.account().equals(account))
                .filter(quota -> quota.region().isEmpty() || quota.region().equals(region));
        return own.reduce((earlier, later) -> later).or(() -> documented(action));
    }

    private static Optional<RequestQuota> documented(String action) {
        if (!action.startsWith("ec2:")) {
            return Optional.empty();
        }
        Bucket usual = action.matches("ec2:(Describe|Get|List).*") ? READING : CHANGING;
        Bucket bucket = UNCATEGORIZED.getOrDefault(action, usual);
        return Optional.of(RequestQuota.of(action, bucket.capacity(), bucket.perSecond()));
    }
}
