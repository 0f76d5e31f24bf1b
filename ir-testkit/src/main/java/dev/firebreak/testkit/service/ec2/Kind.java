package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Table;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.LaunchTemplateVersions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** A kind of resource: where it lies, and how EC2 words it when an id is malformed or unknown. */
public record Kind<T>(String prefix, Refusal malformed, Refusal missing, Function<Ec2State, Table<T>> table) {
    public static final Kind<Ec2Instance> INSTANCE = kind(
            "i", "InvalidInstanceID", "Invalid id: \"%s\"", "The instance ID '%s' does not exist", Ec2State::instances);
    public static final Kind<NetworkInterface> INTERFACE = kind(
            "eni",
            "InvalidNetworkInterfaceID",
            "Invalid id: \"%s\" (expecting \"eni-...\")",
            "The networkInterface ID '%s' does not exist",
            Ec2State::interfaces);
    public static final Kind<Ec2SecurityGroup> GROUP = new Kind<>(
            "sg",
            new Refusal("InvalidGroupId.Malformed", "Invalid id: \"%s\" (expecting \"sg-...\")"),
            new Refusal("InvalidGroup.NotFound", "The security group '%s' does not exist"),
            Ec2State::securityGroups);
    public static final Kind<Volume> VOLUME = valueKind(
            "vol",
            "volumeId",
            new Refusal("InvalidVolume.NotFound", "The volume '%s' does not exist."),
            Ec2State::volumes);
    public static final Kind<Snapshot> SNAPSHOT = valueKind(
            "snap",
            "snapshotId",
            new Refusal("InvalidSnapshot.NotFound", "The snapshot '%s' does not exist."),
            Ec2State::snapshots);
    public static final Kind<Image> IMAGE = kind(
            "ami",
            "InvalidAMIID",
            "Invalid id: \"%s\" (expecting \"ami-...\")",
            "The image id '[%s]' does not exist",
            Ec2State::images);
    public static final Kind<Vpc> VPC =
            kind("vpc", "InvalidVpcID", "Invalid id: \"%s\"", "The vpc ID '%s' does not exist", Ec2State::vpcs);
    public static final Kind<Subnet> SUBNET = kind(
            "subnet", "InvalidSubnetID", "Invalid id: \"%s\"", "The subnet ID '%s' does not exist", Ec2State::subnets);
    public static final Kind<RouteTable> ROUTE_TABLE = kind(
            "rtb",
            "InvalidRouteTableID",
            "Invalid id: \"%s\"",
            "The routeTable ID '%s' does not exist",
            Ec2State::routeTables);
    public static final Kind<NetworkAcl> NETWORK_ACL = kind(
            "acl",
            "InvalidNetworkAclID",
            "Invalid id: \"%s\"",
            "The networkAcl ID '%s' does not exist",
            Ec2State::networkAcls);
    public static final Kind<InternetGateway> INTERNET_GATEWAY = kind(
            "igw",
            "InvalidInternetGatewayID",
            "Invalid id: \"%s\"",
            "The internetGateway ID '%s' does not exist",
            Ec2State::internetGateways);
    public static final Kind<Address> ADDRESS = kind(
            "eipalloc",
            "InvalidAllocationID",
            "Invalid id: \"%s\"",
            "The allocation ID '%s' does not exist",
            Ec2State::addresses);
    public static final Kind<LaunchTemplateVersions> LAUNCH_TEMPLATE = kind(
            "lt",
            "InvalidLaunchTemplateId",
            "Invalid id: \"%s\"",
            "The specified launch template, with template ID %s, does not exist.",
            Ec2State::launchTemplates);

    public static final Kind<KeyPairInfo> KEY_PAIR = valueKind(
            "key",
            "keyPairId",
            new Refusal("InvalidKeyPair.NotFound", "The key pair ID '%s' does not exist"),
            Ec2State::keyPairs);

    /** All kinds, for what works on any resource, such as tags. */
    public static final List<Kind<?>> ALL = List.of(
            INSTANCE,
            INTERFACE,
            GROUP,
            VOLUME,
            SNAPSHOT,
            IMAGE,
            VPC,
            SUBNET,
            ROUTE_TABLE,
            NETWORK_ACL,
            INTERNET_GATEWAY,
            ADDRESS,
            LAUNCH_TEMPLATE,
            KEY_PAIR);

    /** An error code and its message, in which {@code %s} is the id. */
    public record Refusal(String code, String message) {
        public AwsError of(String id) {
            return AwsError.of(code, message, id);
        }
    }

    /** The resource with this id, or EC2's refusal. */
    public T get(Call call, String id) {
        if (!wellFormed(id)) {
            throw malformed.of(id);
        }
        return table.apply(call.region().ec2()).find(id).orElseThrow(() -> missing.of(id));
    }

    /** The resources with these ids, or all when there are none. */
    public Collection<T> get(Call call, List<String> ids) {
        if (ids.isEmpty()) {
            return table.apply(call.region().ec2()).all();
        }
        var found = new ArrayList<T>();
        var unknown = new ArrayList<String>();
        for (String id : ids) {
            if (!wellFormed(id)) {
                throw malformed.of(id);
            }
            table.apply(call.region().ec2()).find(id).ifPresentOrElse(found::add, () -> unknown.add(id));
        }
        if (unknown.size() > 1 && this == (Object) INSTANCE) {
            throw AwsError.of(missing.code(), "The instance IDs '%s' do not exist", String.join(", ", unknown));
        }
        if (!unknown.isEmpty()) {
            throw missing.of(String.join(", ", unknown));
        }
        return found;
    }

    /** Whether this text has the shape of an id of this kind. */
    public boolean wellFormed(String id) {
        return id.matches(prefix + "-([0-9a-f]{8}|[0-9a-f]{17})");
    }

    private static <T> Kind<T> kind(
            String prefix, String code, String malformed, String missing, Function<Ec2State, Table<T>> table) {
        return new Kind<>(
                prefix, new Refusal(code + ".Malformed", malformed), new Refusal(code + ".NotFound", missing), table);
    }

    private static <T> Kind<T> valueKind(
            String prefix, String parameter, Refusal missing, Function<Ec2State, Table<T>> table) {
        String message = String.format(
                Locale.ROOT, "Value (%%s) for parameter %s is invalid. Expected: '%s-...'.", parameter, prefix);
        return new Kind<>(prefix, new Refusal("InvalidParameterValue", message), missing, table);
    }
}
