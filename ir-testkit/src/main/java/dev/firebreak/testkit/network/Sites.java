package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Finds network interfaces. */
final class Sites {
    private Sites() {}

    static Optional<Site> byId(Region region, String interfaceId) {
        return region.ec2().interfaces().find(interfaceId).map(eni -> new Site(region, eni));
    }

    /** The interface in a VPC that has a private address. */
    static Optional<Site> inVpc(Region region, String vpcId, String address) {
        return region.ec2().interfaces().by(Ec2State.BY_ADDRESS, Addresses.canonical(address)).stream()
                .filter(eni -> vpcId.equals(eni.vpcId()))
                .map(eni -> new Site(region, eni))
                .filter(site -> site.addresses().contains(Addresses.canonical(address)))
                .findFirst();
    }

    /** The interface anywhere in the world that the internet knows under an address: a public IPv4 address, or one of IPv6. */
    static Optional<Site> byPublicAddress(World world, String address) {
        String wanted = Addresses.canonical(address);
        return world.accounts().values().stream()
                .flatMap(account -> account.regions().values().stream())
                .filter(Region::hasEc2)
                .flatMap(region -> region.ec2().interfaces().by(Ec2State.BY_ADDRESS, wanted).stream()
                        .map(eni -> new Site(region, eni)))
                .filter(site ->
                        Addresses.isIpv6(wanted) || site.privateAddress(wanted).isPresent())
                .findFirst();
    }

    /** The interface of a type that an AWS service has in the subnet of another. */
    static Optional<Site> ofType(Site neighbour, String type) {
        return neighbour.ec2().interfaces().all().stream()
                .filter(eni -> type.equals(eni.interfaceTypeAsString())
                        && eni.subnetId().equals(neighbour.eni().subnetId()))
                .map(eni -> new Site(neighbour.region(), eni))
                .findFirst();
    }

    /** The interfaces of an instance, the primary first. */
    static List<Site> ofInstance(Region region, String instanceId) {
        return region.ec2().interfaces().by(Ec2State.BY_INSTANCE, instanceId).stream()
                .sorted(Comparator.comparing(Sites::deviceIndex))
                .map(eni -> new Site(region, eni))
                .toList();
    }

    private static int deviceIndex(NetworkInterface eni) {
        Integer index = eni.attachment().deviceIndex();
        return index == null ? 0 : index;
    }
}
