package dev.firebreak.aws.internal.search;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import java.util.List;

/** What the instances to be found have in common; equal when the same is searched, and in words by {@link #toString}. */
public interface InstanceSearch {
    /** The ids of those that are neither terminated nor about to be, sorted. */
    List<String> find(TargetRef place, Clients clients);

    static InstanceSearch tagged(String key, String value) {
        return new FilteredInstances.Tagged(key, value);
    }

    static InstanceSearch inVpc(String vpc) {
        return new FilteredInstances.InVpc(vpc);
    }

    static InstanceSearch withProfile(String name) {
        return new FilteredInstances.WithProfile(name);
    }

    static InstanceSearch fromImage(String image) {
        return new FilteredInstances.FromImage(image);
    }

    static InstanceSearch inAutoScalingGroup(String name) {
        return new GroupInstances(name);
    }
}
