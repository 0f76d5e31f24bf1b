package dev.firebreak.testkit.service.ec2.connection;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.firewall.SecurityGroups;
import dev.firebreak.testkit.service.ec2.network.ServiceInterfaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** What VPC endpoints have in the VPC: gateway endpoints routes, interface endpoints network interfaces. */
final class Endpoints {
    private Endpoints() {}

    /** Gives the route tables of a gateway endpoint its route, and takes it from all others. */
    static void route(Call call, VpcEndpoint endpoint) {
        String prefixList = EndpointServices.prefixList(call, endpoint.serviceName());
        var tables = call.region().ec2().routeTables();
        for (RouteTable table : List.copyOf(tables.all())) {
            List<Route> others = table.routes().stream()
                    .filter(route -> !endpoint.vpcEndpointId().equals(route.gatewayId()))
                    .toList();
            boolean wanted = endpoint.routeTableIds().contains(table.routeTableId());
            if (wanted || others.size() < table.routes().size()) {
                tables.put(table.copy(
                        copy -> copy.routes(wanted ? Lists.with(others, route(endpoint, prefixList)) : others)));
            }
        }
    }

    private static Route route(VpcEndpoint endpoint, String prefixList) {
        return Route.builder()
                .destinationPrefixListId(prefixList)
                .gatewayId(endpoint.vpcEndpointId())
                .origin(RouteOrigin.CREATE_ROUTE)
                .state(RouteState.ACTIVE)
                .build();
    }

    /** Refuses route tables of other VPCs, and those that have another endpoint of the service. */
    static void checkTables(Call call, String vpcId, String serviceName, List<String> ids) {
        String prefixList = EndpointServices.prefixList(call, serviceName);
        for (String id : ids) {
            RouteTable table = Kind.ROUTE_TABLE.get(call, id);
            if (!table.vpcId().equals(vpcId)) {
                throw Refusals.value("Route table %s does not belong to VPC %s", id, vpcId);
            }
            if (table.routes().stream().anyMatch(route -> prefixList.equals(route.destinationPrefixListId()))) {
                throw AwsError.of(
                        "RouteAlreadyExists",
                        "route table %s already has a route with destination-prefix-list-id %s",
                        id,
                        prefixList);
            }
        }
    }

    /** Refuses subnets of other VPCs, and more than one in a zone. */
    static void checkSubnets(Call call, String vpcId, List<String> ids) {
        var zones = new HashSet<String>();
        for (String id : ids) {
            Subnet subnet = Kind.SUBNET.get(call, id);
            if (!subnet.vpcId().equals(vpcId)) {
                throw AwsError.of("InvalidParameter", "Subnet %s does not belong to VPC %s", id, vpcId);
            }
            if (!zones.add(subnet.availabilityZone())) {
                throw AwsError.of(
                        "DuplicateSubnetsInSameZone",
                        "Found another VPC endpoint subnet in the availability zone of %s. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.",
                        id);
            }
        }
    }

    /** Gives an interface endpoint an interface in each of its subnets, with its groups, and deletes those elsewhere. */
    static VpcEndpoint connect(Call call, VpcEndpoint endpoint) {
        List<String> groups =
                endpoint.groups().stream().map(SecurityGroupIdentifier::groupId).toList();
        var ids = new ArrayList<String>();
        var covered = new HashSet<String>();
        for (String id : endpoint.networkInterfaceIds()) {
            String subnet = Kind.INTERFACE.get(call, id).subnetId();
            if (endpoint.subnetIds().contains(subnet)) {
                covered.add(subnet);
                ids.add(id);
                ServiceInterfaces.setGroups(call, id, groups);
            } else {
                ServiceInterfaces.delete(call, id);
            }
        }
        for (String subnet : endpoint.subnetIds()) {
            if (covered.add(subnet)) {
                ids.add(make(call, endpoint, subnet, groups));
            }
        }
        return endpoint.copy(copy -> copy.networkInterfaceIds(ids));
    }

    private static String make(Call call, VpcEndpoint endpoint, String subnetId, List<String> groups) {
        return ServiceInterfaces.make(
                        call,
                        CreateNetworkInterfaceRequest.builder()
                                .subnetId(subnetId)
                                .groups(groups)
                                .description("VPC Endpoint Interface " + endpoint.vpcEndpointId())
                                .build(),
                        "vpc_endpoint",
                        "amazon-aws")
                .networkInterfaceId();
    }

    /** The groups with these ids, or the VPC's default group when there are none. */
    static List<SecurityGroupIdentifier> groups(Call call, String vpcId, List<String> ids) {
        var groups = ids.isEmpty()
                ? SecurityGroups.find(call.region().ec2(), "default", vpcId).toList()
                : ids.stream().distinct().map(id -> Kind.GROUP.get(call, id)).toList();
        if (groups.stream().anyMatch(group -> !group.vpcId().equals(vpcId))) {
            throw AwsError.of(
                    "InvalidParameter", "The security groups and the VPC %s belong to different networks", vpcId);
        }
        return groups.stream()
                .map(group -> SecurityGroupIdentifier.builder()
                        .groupId(group.id())
                        .groupName(group.name())
                        .build())
                .toList();
    }

    /** Takes away everything that an endpoint has in its VPC. */
    static void disconnect(Call call, VpcEndpoint endpoint) {
        if (endpoint.vpcEndpointType() == VpcEndpointType.GATEWAY) {
            route(call, endpoint.copy(copy -> copy.routeTableIds(List.of())));
        }
        endpoint.networkInterfaceIds().forEach(id -> ServiceInterfaces.delete(call, id));
    }
}
