package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * A network interface, and where it is.
 *
 * @param region the account and Region
 * @param eni the interface as it is now
 */
record Site(Region region, NetworkInterface eni) {
    String id() {
        return eni.networkInterfaceId();
    }

    Ec2State ec2() {
        return region.ec2();
    }

    String vpcId() {
        return eni.vpcId();
    }

    Subnet subnet() {
        return ec2().subnets().find(eni.subnetId()).orElseThrow();
    }

    String type() {
        return String.valueOf(eni.interfaceTypeAsString());
    }

    Optional<Ec2Instance> instance() {
        return Optional.ofNullable(eni.attachment())
                .map(attachment -> attachment.instanceId())
                .flatMap(ec2().instances()::find);
    }

    /** Whether what has the interface sends and takes packets. */
    boolean works(Instant now) {
        if (Boolean.TRUE.equals(eni.requesterManaged())) {
            return true;
        }
        return instance()
                .filter(instance -> instance.in(now, InstanceStateName.RUNNING))
                .isPresent();
    }

    /** The private addresses: IPv4, the primary first, then IPv6. */
    List<String> addresses() {
        var all = new ArrayList<String>();
        all.add(eni.privateIpAddress());
        eni.privateIpAddresses().stream()
                .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
                .filter(address -> !all.contains(address))
                .forEach(all::add);
        eni.ipv6Addresses().forEach(address -> all.add(address.ipv6Address()));
        return all;
    }

    /** The first private address of a family. */
    Optional<String> address(boolean ipv6) {
        return addresses().stream()
                .filter(address -> Addresses.isIpv6(address) == ipv6)
                .findFirst();
    }

    /** The public IPv4 address of a private one. */
    Optional<String> publicAddress(String address) {
        return eni.privateIpAddresses().stream()
                .filter(each -> address.equals(each.privateIpAddress()) && each.association() != null)
                .map(each -> each.association().publicIp())
                .findFirst();
    }

    /** The first public IPv4 address. */
    Optional<String> publicAddress() {
        return addresses().stream()
                .flatMap(each -> publicAddress(each).stream())
                .findFirst();
    }

    /** The private address that a public IPv4 address stands for. */
    Optional<String> privateAddress(String publicIp) {
        return addresses().stream()
                .filter(each -> publicAddress(each).filter(publicIp::equals).isPresent())
                .findFirst();
    }

    /** Whether the other interface is this one, or one of the same instance. */
    boolean sharesHost(Site other) {
        return id().equals(other.id())
                || (instance().isPresent()
                        && instance()
                                .map(Ec2Instance::id)
                                .equals(other.instance().map(Ec2Instance::id)));
    }
}
