package dev.firebreak.aws.internal.ec2;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The security groups of one network interface. Their order is kept and has no meaning, and one quarantine is as good as another, so
 * that neither counts.
 *
 * @param groups the ids of the groups
 * @param quarantine whether they are its quarantine
 */
record InterfaceGroups(List<String> groups, Quarantine quarantine) {
    /** Whether an interface is in a group of ours, and no other. */
    enum Quarantine {
        NONE,
        /** It is, and the group lets something through. */
        OPEN,
        /** It is, and the group lets nothing through. */
        CLOSED
    }

    /** @param ours our groups, by id */
    static InterfaceGroups of(NetworkInterface face, Map<String, SecurityGroup> ours) {
        List<String> groups = ids(face);
        SecurityGroup only = groups.size() == 1 ? ours.get(groups.get(0)) : null;
        if (only == null) {
            return new InterfaceGroups(groups, Quarantine.NONE);
        }
        return new InterfaceGroups(groups, GroupRules.areClosed(only) ? Quarantine.CLOSED : Quarantine.OPEN);
    }

    static List<String> ids(NetworkInterface face) {
        return face.groups().stream().map(GroupIdentifier::groupId).collect(Collectors.toUnmodifiableList());
    }

    boolean isClosed() {
        return quarantine == Quarantine.CLOSED;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InterfaceGroups that
                && quarantine == that.quarantine
                && (isClosed() || Set.copyOf(groups).equals(Set.copyOf(that.groups)));
    }

    @Override
    public int hashCode() {
        return quarantine.hashCode();
    }
}
