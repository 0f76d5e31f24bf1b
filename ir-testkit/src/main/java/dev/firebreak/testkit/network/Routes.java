package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The route table of a subnet, or of an internet gateway. */
final class Routes {
    private final Ec2State ec2;
    private final RouteTable table;

    private Routes(Ec2State ec2, RouteTable table) {
        this.ec2 = ec2;
        this.table = table;
    }

    static Routes of(Ec2State ec2, Subnet subnet) {
        RouteTable table = find(ec2, subnet.vpcId(), each -> subnet.subnetId().equals(each.subnetId()))
                .or(() -> find(ec2, subnet.vpcId(), each -> Boolean.TRUE.equals(each.main())))
                .orElseThrow();
        return new Routes(ec2, table);
    }

    /** The routes of what an internet gateway lets in; empty when it has no route table of its own. */
    static Optional<Routes> of(Ec2State ec2, String vpcId, String gatewayId) {
        return find(ec2, vpcId, each -> gatewayId.equals(each.gatewayId())).map(table -> new Routes(ec2, table));
    }

    private static Optional<RouteTable> find(Ec2State ec2, String vpcId, Predicate<RouteTableAssociation> association) {
        return ec2.routeTables().all().stream()
                .filter(table -> table.vpcId().equals(vpcId))
                .filter(table -> table.associations().stream().anyMatch(association))
                .findFirst();
    }

    String id() {
        return table.routeTableId();
    }

    /** The most specific route to an address. */
    Optional<Route> to(String address) {
        return table.routes().stream()
                .filter(route -> prefix(route, address) >= 0)
                .max(Comparator.comparing(route -> prefix(route, address)));
    }

    static String destination(Route route) {
        return Stream.of(
                        route.destinationCidrBlock(), route.destinationIpv6CidrBlock(), route.destinationPrefixListId())
                .filter(each -> each != null)
                .findFirst()
                .orElse("");
    }

    private int prefix(Route route, String address) {
        return ranges(route)
                .filter(range -> Addresses.in(range, address))
                .mapToInt(Addresses::prefix)
                .max()
                .orElse(-1);
    }

    private Stream<String> ranges(Route route) {
        if (route.destinationPrefixListId() != null) {
            return ec2.networks().prefixLists().find(route.destinationPrefixListId()).stream()
                    .flatMap(list -> list.entries().stream())
                    .map(PrefixListEntry::cidr);
        }
        return Stream.of(destination(route));
    }
}
