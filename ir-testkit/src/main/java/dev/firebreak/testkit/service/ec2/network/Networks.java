package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.network.DefaultNetwork;
import dev.firebreak.testkit.world.network.Ipv4;
import dev.firebreak.testkit.world.network.Ipv6;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Finds and makes networks. */
public final class Networks {
    private Networks() {}

    public static Vpc defaultVpc(Call call) {
        return call.region()
                .ec2()
                .defaultVpc()
                .orElseThrow(() -> AwsError.of("VPCIdNotSpecified", "No default VPC for this user"));
    }

    /** The subnet to launch in: the one named, or the default subnet of the zone, or of the first zone. */
    public static Subnet subnet(Call call, @Nullable String subnetId, @Nullable String zone) {
        if (subnetId != null) {
            return Kind.SUBNET.get(call, subnetId);
        }
        String vpcId = defaultVpc(call).vpcId();
        return call.region().ec2().subnets().all().stream()
                .filter(subnet -> subnet.vpcId().equals(vpcId) && subnet.defaultForAz())
                .filter(subnet -> zone == null || zone.equals(subnet.availabilityZone()))
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        "MissingInput", "No subnets found for the default VPC '%s'. Please specify a subnet.", vpcId));
    }

    public static DefaultNetwork maker(Call call) {
        return new DefaultNetwork(
                call.world(), call.account().id(), call.region().ec2());
    }

    public static Ipv4 range(String cidr, String parameter) {
        try {
            return Ipv4.range(cidr);
        } catch (IllegalArgumentException malformed) {
            throw Refusals.value(
                    "Value (%s) for parameter %s is invalid. This is not a valid CIDR block.", cidr, parameter);
        }
    }

    public static Ipv6 ipv6(String cidr, String parameter) {
        try {
            return Ipv6.range(cidr);
        } catch (IllegalArgumentException malformed) {
            throw Refusals.value(
                    "Value (%s) for parameter %s is invalid. This is not a valid IPv6 CIDR block.", cidr, parameter);
        }
    }

    /** The IPv6 range of a subnet; null when it has none. */
    public static @Nullable String ipv6Range(Subnet subnet) {
        return subnet.ipv6CidrBlockAssociationSet().stream()
                .map(SubnetIpv6CidrBlockAssociation::ipv6CidrBlock)
                .findFirst()
                .orElse(null);
    }
}
