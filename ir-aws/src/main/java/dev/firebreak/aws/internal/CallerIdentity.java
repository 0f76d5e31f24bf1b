package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import java.util.ArrayList;
import java.util.List;

/** Who a set of credentials belongs to, as STS tells. */
public record CallerIdentity(String account, String arn, String accessKeyId) {
    /** The partition, such as {@code aws-cn}. */
    public String partition() {
        return arn.split(":", 3)[1];
    }

    /** The identity as targets, the instance that the credentials come from in the Region of the resource. */
    public List<TargetRef> targets(TargetRef resource) {
        var targets = new ArrayList<TargetRef>();
        String[] name = arn.substring(arn.lastIndexOf(':') + 1).split("/");
        String last = name[name.length - 1];
        if (name[0].equals("user") && name.length > 1) {
            targets.add(global("iam-user", last));
        }
        if (name[0].equals("assumed-role") && name.length > 2) {
            targets.add(global("iam-role", name[1]));
            if (last.matches("i-[0-9a-f]{8,17}")) {
                targets.add(new TargetRef("aws", account, resource.region(), "ec2-instance", last));
            }
        }
        if (accessKeyId.startsWith("AKIA")) {
            targets.add(global("iam-access-key", accessKeyId));
        }
        return targets;
    }

    private TargetRef global(String type, String id) {
        return new TargetRef("aws", account, "", type, id);
    }
}
