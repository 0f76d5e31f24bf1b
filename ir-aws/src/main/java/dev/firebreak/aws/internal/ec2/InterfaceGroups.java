package dev.firebreak.aws.internal.ec2;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The security groups of one network interface. Their order is kept and has no meaning, so that it does not count.
 *
 * @param groups the ids of the groups
 */
record InterfaceGroups(List<String> groups) {
    boolean only(String group) {
        return groups.equals(List.of(group));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InterfaceGroups that && Set.copyOf(groups).equals(Set.copyOf(that.groups));
    }

    @Override
    public int hashCode() {
        return Set.copyOf(groups).hashCode();
    }
}
