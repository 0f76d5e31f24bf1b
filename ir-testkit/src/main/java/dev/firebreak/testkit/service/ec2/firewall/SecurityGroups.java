package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.network.Networks;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Finds security groups. */
public final class SecurityGroups {
    private SecurityGroups() {}

    /** The group with this name in a VPC. */
    public static Stream<Ec2SecurityGroup> find(Ec2State state, String name, String vpcId) {
        return state.securityGroups().all().stream()
                .filter(group -> group.vpcId().equals(vpcId) && group.name().equals(name));
    }

    /** The group named by its id, or in the default VPC by its name. */
    public static Ec2SecurityGroup byIdOrName(Call call, @Nullable String id, @Nullable String name) {
        if (id != null) {
            return Kind.GROUP.get(call, id);
        }
        if (name == null) {
            throw AwsError.of("MissingParameter", "The request must contain the parameter groupName or groupId");
        }
        Vpc vpc = Networks.defaultVpc(call);
        return find(call.region().ec2(), name, vpc.vpcId())
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        "InvalidGroup.NotFound",
                        "The security group '%s' does not exist in default VPC '%s'",
                        name,
                        vpc.vpcId()));
    }
}
