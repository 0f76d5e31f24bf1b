package dev.firebreak.testkit.world.ec2;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.RegionQuota;
import dev.firebreak.testkit.world.network.Ipv4;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The network interfaces that AWS services keep in a VPC for their resources. EC2 lets nobody but the service change them. */
public final class ManagedInterfaces {
    private final Region region;

    private ManagedInterfaces(Region region) {
        this.region = region;
    }

    /** The managed interfaces of a Region. */
    public static ManagedInterfaces of(Region region) {
        return new ManagedInterfaces(region);
    }

    /**
     * What an interface is for.
     *
     * @param requester who manages it, such as {@code amazon-rds}
     * @param type the interface type, such as {@code interface} or {@code lambda}
     * @param description the description
     */
    public record Purpose(String requester, String type, String description) {}

    /** Whether the Region may have as many more interfaces. */
    public boolean mayMake(long more) {
        return region.ec2().interfaces().all().size() + more <= region.world().most(RegionQuota.NETWORK_INTERFACES);
    }

    /** Makes an interface in a subnet, in use from the start; empty when the subnet has no address left. */
    public Optional<NetworkInterface> make(Purpose purpose, Subnet subnet, List<String> groups) {
        Ec2State ec2 = region.ec2();
        Optional<String> address = ec2.addressPool().take(subnet.subnetId(), Ipv4.range(subnet.cidrBlock()));
        Optional<NetworkInterface> made = address.map(ip -> NetworkInterface.builder()
                .networkInterfaceId(region.world().ids().ec2("eni"))
                .description(purpose.description())
                .interfaceType(purpose.type())
                .requesterManaged(true)
                .requesterId(purpose.requester())
                .ownerId(region.account().id())
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .availabilityZone(subnet.availabilityZone())
                .status(NetworkInterfaceStatus.IN_USE)
                .sourceDestCheck(true)
                .privateIpAddress(ip)
                .privateIpAddresses(NetworkInterfacePrivateIpAddress.builder()
                        .privateIpAddress(ip)
                        .primary(true)
                        .build())
                .groups(identifiers(groups))
                .build());
        made.ifPresent(ec2.interfaces()::put);
        return made;
    }

    /** Puts these groups in the place of those of an interface. */
    public void setGroups(String interfaceId, List<String> groups) {
        Ec2State ec2 = region.ec2();
        ec2.interfaces()
                .find(interfaceId)
                .ifPresent(eni -> ec2.interfaces().put(eni.copy(copy -> copy.groups(identifiers(groups)))));
    }

    /** Removes an interface. */
    public void remove(String interfaceId) {
        Ec2State ec2 = region.ec2();
        ec2.interfaces().find(interfaceId).ifPresent(eni -> {
            ec2.addressPool().release(eni.subnetId(), eni.privateIpAddress());
            ec2.interfaces().remove(interfaceId);
        });
    }

    private List<GroupIdentifier> identifiers(List<String> groups) {
        return groups.stream()
                .flatMap(id -> region.ec2().securityGroups().find(id).stream())
                .map(group -> GroupIdentifier.builder()
                        .groupId(group.id())
                        .groupName(group.name())
                        .build())
                .toList();
    }
}
