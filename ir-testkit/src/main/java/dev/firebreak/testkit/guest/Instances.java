package dev.firebreak.testkit.guest;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ProfileAssociation;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.InstanceProfile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** What the world knows of an instance from outside. */
final class Instances {
    private Instances() {}

    /** The interfaces, the primary first. */
    static List<NetworkInterface> interfaces(Region region, String instanceId) {
        return region.ec2().interfaces().by(Ec2State.BY_INSTANCE, instanceId).stream()
                .sorted(Comparator.comparing(eni -> eni.attachment().deviceIndex()))
                .toList();
    }

    /** The associated instance profile, as long as it exists and is not being given up. */
    static Optional<InstanceProfile> profile(Region region, String instanceId) {
        Optional<String> id = region.ec2()
                .profileAssociation(instanceId)
                .filter(association -> association.ends().isEmpty())
                .map(ProfileAssociation::profile)
                .map(ProfileAssociation.Profile::id);
        return id.flatMap(wanted -> region.account().iam().instanceProfiles().findById(wanted));
    }

    /** The role in the associated instance profile. */
    static Optional<IamRole> role(Region region, String instanceId) {
        return profile(region, instanceId).flatMap(InstanceProfile::role);
    }
}
