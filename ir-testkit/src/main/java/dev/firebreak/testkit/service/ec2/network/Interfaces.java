package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.firewall.SecurityGroups;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import dev.firebreak.testkit.world.network.Ipv4;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Makes network interfaces, attaches them and changes them. */
public final class Interfaces {
    private static final int GROUPS_PER_INTERFACE = 5;

    private Interfaces() {}

    public static Ec2State state(Call call) {
        return call.region().ec2();
    }

    /** Makes an interface that is attached to nothing. */
    public static NetworkInterface make(Call call, CreateNetworkInterfaceRequest request) {
        Subnet subnet = Kind.SUBNET.get(call, Refusals.required(request.subnetId(), "subnetId"));
        List<GroupIdentifier> groups = groups(call, subnet, request.groups());
        checkQuota(call, 1);
        List<NetworkInterfacePrivateIpAddress> addresses = ipv4(call, subnet, request);
        String primary = addresses.get(0).privateIpAddress();
        NetworkInterface eni = NetworkInterface.builder()
                .networkInterfaceId(call.world().ids().ec2("eni"))
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .availabilityZone(subnet.availabilityZone())
                .description(Objects.requireNonNullElse(request.description(), ""))
                .ownerId(call.account().id())
                .interfaceType("interface")
                .requesterManaged(false)
                .sourceDestCheck(true)
                .status(NetworkInterfaceStatus.AVAILABLE)
                .macAddress(mac(call))
                .groups(groups)
                .privateIpAddress(primary)
                .privateDnsName(dnsName(call, primary))
                .privateIpAddresses(addresses)
                .ipv6Addresses(ipv6(call, subnet, request))
                .build();
        put(call, eni);
        Tagging.apply(call, request.tagSpecifications(), "network-interface", eni.networkInterfaceId());
        return eni;
    }

    /** Refuses as many more interfaces than the Region may have. */
    static void checkQuota(Call call, long more) {
        if (!ManagedInterfaces.of(call.region()).mayMake(more)) {
            throw AwsError.of(
                    "NetworkInterfaceLimitExceeded",
                    "You have reached the limit on the number of network interfaces that you can create.");
        }
    }

    /** The name that the VPC's DNS gives an address. */
    public static String dnsName(Call call, String address) {
        return "ip-" + address.replace('.', '-') + "." + call.region().name() + ".compute.internal";
    }

    private static String mac(Call call) {
        String hex = call.world().ids().hex(10);
        return "02:" + String.join(":", hex.split("(?<=\\G..)"));
    }

    private static List<NetworkInterfacePrivateIpAddress> ipv4(
            Call call, Subnet subnet, CreateNetworkInterfaceRequest request) {
        var wanted = new ArrayList<String>();
        request.privateIpAddresses().stream()
                .sorted(Comparator.comparing(each -> !Boolean.TRUE.equals(each.primary())))
                .map(PrivateIpAddressSpecification::privateIpAddress)
                .forEach(wanted::add);
        if (request.privateIpAddress() != null) {
            wanted.add(0, request.privateIpAddress());
        }
        int count =
                Math.max(1, wanted.size()) + Objects.requireNonNullElse(request.secondaryPrivateIpAddressCount(), 0);
        var addresses = new ArrayList<NetworkInterfacePrivateIpAddress>();
        for (int index = 0; index < count; index++) {
            String address = index < wanted.size() ? claim(call, subnet, wanted.get(index)) : take(call, subnet);
            addresses.add(NetworkInterfacePrivateIpAddress.builder()
                    .primary(index == 0)
                    .privateIpAddress(address)
                    .privateDnsName(dnsName(call, address))
                    .build());
        }
        return addresses;
    }

    private static String take(Call call, Subnet subnet) {
        return state(call)
                .addressPool()
                .take(subnet.subnetId(), Ipv4.range(subnet.cidrBlock()))
                .orElseThrow(() -> AwsError.of(
                        "InsufficientFreeAddressesInSubnet",
                        "The specified subnet does not have enough free addresses to satisfy the request."));
    }

    private static String claim(Call call, Subnet subnet, String address) {
        if (!Ipv4.range(subnet.cidrBlock()).contains(address)) {
            throw AwsError.of("InvalidParameterValue", "Address does not fall within the subnet's address range");
        }
        if (!state(call).addressPool().claim(subnet.subnetId(), address)) {
            throw AwsError.of("InvalidIPAddress.InUse", "Address %s is in use.", address);
        }
        return address;
    }

    private static List<NetworkInterfaceIpv6Address> ipv6(
            Call call, Subnet subnet, CreateNetworkInterfaceRequest request) {
        var wanted = new ArrayList<String>();
        request.ipv6Addresses().stream().map(InstanceIpv6Address::ipv6Address).forEach(wanted::add);
        int count = request.ipv6AddressCount() != null
                ? request.ipv6AddressCount()
                : wanted.isEmpty() && subnet.assignIpv6AddressOnCreation() ? 1 : 0;
        String range = Networks.ipv6Range(subnet);
        if (range == null) {
            if (count + wanted.size() > 0) {
                throw Refusals.value("The subnet '%s' has no IPv6 CIDR blocks associated with it.", subnet.subnetId());
            }
            return List.of();
        }
        for (int made = 0; made < count; made++) {
            wanted.add(state(call).addressPool().takeIpv6(subnet.subnetId(), range));
        }
        return wanted.stream()
                .map(address -> NetworkInterfaceIpv6Address.builder()
                        .ipv6Address(address)
                        .build())
                .toList();
    }

    /** The groups with these ids, or the default group of the VPC when there are none, after EC2's checks. */
    public static List<GroupIdentifier> groups(Call call, Subnet subnet, List<String> ids) {
        if (ids.isEmpty()) {
            return SecurityGroups.find(state(call), "default", subnet.vpcId())
                    .map(Interfaces::identifier)
                    .toList();
        }
        return groups(
                call,
                ids,
                subnet.vpcId(),
                (group, vpc) -> AwsError.of(
                        "InvalidParameter",
                        "Security group %s and subnet %s belong to different networks.",
                        group,
                        subnet.subnetId()));
    }

    private interface OtherNetwork {
        AwsError refusal(String groupId, String vpcId);
    }

    private static List<GroupIdentifier> groups(Call call, List<String> ids, String vpcId, OtherNetwork other) {
        var groups = new ArrayList<GroupIdentifier>();
        for (String id : ids.stream().distinct().toList()) {
            Ec2SecurityGroup group = Kind.GROUP.get(call, id);
            if (!group.vpcId().equals(vpcId)) {
                throw other.refusal(id, vpcId);
            }
            groups.add(identifier(group));
        }
        if (groups.size() > GROUPS_PER_INTERFACE) {
            throw AwsError.of(
                    "SecurityGroupsPerInterfaceLimitExceeded",
                    "The maximum number of security groups per interface has been reached.");
        }
        return groups;
    }

    private static GroupIdentifier identifier(Ec2SecurityGroup group) {
        return GroupIdentifier.builder()
                .groupId(group.id())
                .groupName(group.name())
                .build();
    }

    /** Puts these groups in the place of those of an interface. */
    public static void setGroups(Call call, NetworkInterface eni, List<String> ids) {
        List<GroupIdentifier> groups = groups(
                call,
                ids,
                eni.vpcId(),
                (group, vpc) -> AwsError.of(
                        "InvalidGroup.NotFound",
                        "You have specified two resources that belong to different networks."));
        put(call, eni.copy(copy -> copy.groups(groups)));
    }

    /** Attaches a free interface. */
    public static NetworkInterface attach(
            Call call, NetworkInterface eni, Ec2Instance instance, NetworkInterfaceAttachment wanted) {
        NetworkInterface attached = eni.copy(copy -> copy.status(NetworkInterfaceStatus.IN_USE)
                .attachment(wanted.copy(attachment -> attachment
                        .attachmentId(call.world().ids().ec2("eni-attach"))
                        .attachTime(call.now())
                        .instanceId(instance.id())
                        .instanceOwnerId(call.account().id())
                        .networkCardIndex(0)
                        .status("attached"))));
        put(call, attached);
        return attached;
    }

    public static void detach(Call call, NetworkInterface eni) {
        put(
                call,
                eni.copy(copy ->
                        copy.status(NetworkInterfaceStatus.AVAILABLE).attachment((NetworkInterfaceAttachment) null)));
        Addresses.moved(call, eni.networkInterfaceId());
    }

    public static void delete(Call call, NetworkInterface eni) {
        Addresses.disassociateAll(call, eni.networkInterfaceId());
        var pool = state(call).addressPool();
        eni.privateIpAddresses().forEach(each -> pool.release(eni.subnetId(), each.privateIpAddress()));
        eni.ipv6Addresses().forEach(each -> pool.release(eni.subnetId(), each.ipv6Address()));
        state(call).interfaces().remove(eni.networkInterfaceId());
        state(call).tags().forget(eni.networkInterfaceId());
    }

    public static void put(Call call, NetworkInterface eni) {
        state(call).interfaces().put(eni);
    }

    /** Sets the public address of an interface, of its primary private address too. */
    public static void setPublic(Call call, NetworkInterface eni, @Nullable NetworkInterfaceAssociation association) {
        var addresses = new ArrayList<>(eni.privateIpAddresses());
        addresses.set(0, addresses.get(0).copy(copy -> copy.association(association)));
        put(call, eni.copy(copy -> copy.association(association).privateIpAddresses(addresses)));
    }

    /** The interfaces of an instance, the primary first. */
    public static List<NetworkInterface> of(Call call, String instanceId) {
        var interfaces = new ArrayList<>(state(call).interfaces().by(Ec2State.BY_INSTANCE, instanceId));
        interfaces.sort(Comparator.comparing(eni -> eni.attachment().deviceIndex()));
        return interfaces;
    }

    /** The only interface of an instance; EC2 refuses to guess among several. */
    public static NetworkInterface only(Call call, String instanceId) {
        List<NetworkInterface> interfaces = of(call, instanceId);
        if (interfaces.size() != 1) {
            throw AwsError.of(
                    "InvalidInstanceID",
                    "There are multiple interfaces attached to instance '%s'. Please specify an interface ID for the operation instead.",
                    instanceId);
        }
        return interfaces.get(0);
    }
}
