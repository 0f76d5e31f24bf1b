package dev.firebreak.testkit.service.globalaccelerator;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointGroup;

/**
 * The network interfaces that Global Accelerator has in a Region: one in each subnet that has endpoints, with the group
 * {@code GlobalAccelerator} of the VPC, which stays.
 */
final class AcceleratorInterfaces {
    private static final String GROUP = "GlobalAccelerator";

    private final Region region;

    AcceleratorInterfaces(Region region) {
        this.region = region;
    }

    /** Makes the interfaces that an endpoint group needs. */
    void make(EndpointGroup group) {
        List<String> present = all().map(NetworkInterface::subnetId).toList();
        List<Subnet> missing = subnets(group)
                .filter(id -> !present.contains(id))
                .distinct()
                .flatMap(id -> region.ec2().subnets().find(id).stream())
                .toList();
        ManagedInterfaces interfaces = ManagedInterfaces.of(region);
        if (!interfaces.mayMake(missing.size())) {
            throw AcceleratorErrors.invalid("The limit of network interfaces of %s is reached", region.name());
        }
        var purpose = new ManagedInterfaces.Purpose(
                "amazon-global-accelerator", AcceleratorState.INTERFACE_TYPE, "Global Accelerator managed interface");
        for (Subnet subnet : missing) {
            if (interfaces.make(purpose, subnet, List.of(group(subnet.vpcId()))).isEmpty()) {
                throw AcceleratorErrors.invalid("The subnet %s has no address left", subnet.subnetId());
            }
        }
    }

    /** Removes the interfaces that none of these groups needs. */
    void release(Collection<EndpointGroup> groups) {
        List<String> needed = groups.stream()
                .filter(group -> group.endpointGroupRegion().equals(region.name()))
                .flatMap(this::subnets)
                .toList();
        all().filter(eni -> !needed.contains(eni.subnetId()))
                .toList()
                .forEach(eni -> ManagedInterfaces.of(region).remove(eni.networkInterfaceId()));
    }

    private Stream<NetworkInterface> all() {
        return region.ec2().interfaces().all().stream()
                .filter(eni -> AcceleratorState.INTERFACE_TYPE.equals(eni.interfaceTypeAsString()));
    }

    private Stream<String> subnets(EndpointGroup group) {
        return group.endpointDescriptions().stream()
                .flatMap(each -> region.ec2().instances().find(each.endpointId()).stream())
                .map(instance -> instance.launched().subnetId());
    }

    private String group(String vpcId) {
        return region.ec2().securityGroups().all().stream()
                .filter(each -> each.vpcId().equals(vpcId) && each.name().equals(GROUP))
                .findFirst()
                .orElseGet(() -> {
                    var made = new Ec2SecurityGroup(
                            region.world().ids().ec2("sg"), GROUP, "GlobalAccelerator configured SecurityGroup", vpcId);
                    region.ec2().securityGroups().put(made);
                    return made;
                })
                .id();
    }
}
