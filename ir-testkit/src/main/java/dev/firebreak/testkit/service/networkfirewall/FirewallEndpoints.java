package dev.firebreak.testkit.service.networkfirewall;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.ManagedInterfaces;
import dev.firebreak.testkit.world.network.NetworkTiming;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.State;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.networkfirewall.model.AttachmentStatus;
import software.amazon.awssdk.services.networkfirewall.model.Firewall;
import software.amazon.awssdk.services.networkfirewall.model.SubnetMapping;
import software.amazon.awssdk.services.networkfirewall.model.SyncState;

/** The endpoints that a firewall has, one in each of its subnets, of which there is one in a zone. */
final class FirewallEndpoints {
    private static final String INTERFACE_TYPE = "gateway_load_balancer_endpoint";

    private FirewallEndpoints() {}

    /** The service that the endpoints of a firewall are of. */
    static String serviceName(Firewall firewall) {
        String region = firewall.firewallArn().split(":")[3];
        return "com.amazonaws.vpce." + region + ".vpce-svc-"
                + firewall.firewallId().replace("-", "").substring(0, 17);
    }

    /** The subnets that are asked for, after the service's checks. */
    static List<Subnet> subnets(Call call, String vpcId, List<SubnetMapping> mappings) {
        var zones = new HashSet<String>();
        List<Subnet> subnets = mappings.stream()
                .map(each -> call.region()
                        .ec2()
                        .subnets()
                        .find(each.subnetId())
                        .filter(subnet -> subnet.vpcId().equals(vpcId))
                        .orElseThrow(() -> FirewallErrors.request(
                                "The subnet %s does not exist in the VPC %s", each.subnetId(), vpcId)))
                .toList();
        if (subnets.isEmpty() || subnets.stream().anyMatch(each -> !zones.add(each.availabilityZone()))) {
            throw FirewallErrors.request("A firewall needs one subnet in each of its Availability Zones");
        }
        if (!ManagedInterfaces.of(call.region()).mayMake(subnets.size())) {
            throw FirewallErrors.limit("The limit of network interfaces is reached");
        }
        return subnets;
    }

    static void make(Call call, Firewall firewall, Subnet subnet) {
        String id = call.world().ids().ec2("vpce");
        var purpose = new ManagedInterfaces.Purpose("amazon-aws", INTERFACE_TYPE, "VPC Endpoint Interface " + id);
        String eni = ManagedInterfaces.of(call.region())
                .make(purpose, subnet, List.of())
                .orElseThrow(() -> FirewallErrors.request("The subnet %s has no address left", subnet.subnetId()))
                .networkInterfaceId();
        call.region()
                .ec2()
                .networks()
                .endpoints()
                .put(VpcEndpoint.builder()
                        .vpcEndpointId(id)
                        .vpcEndpointType(VpcEndpointType.GATEWAY_LOAD_BALANCER)
                        .vpcId(subnet.vpcId())
                        .serviceName(serviceName(firewall))
                        .subnetIds(subnet.subnetId())
                        .networkInterfaceIds(eni)
                        .requesterManaged(true)
                        .ownerId(call.account().id())
                        .creationTimestamp(call.now())
                        .build());
        call.region().ec2().tags().put(id, "AWSNetworkFirewallManaged", "true");
        call.region().ec2().tags().put(id, "Firewall", firewall.firewallArn());
    }

    static void delete(Call call, VpcEndpoint endpoint) {
        endpoint.networkInterfaceIds()
                .forEach(id -> ManagedInterfaces.of(call.region()).remove(id));
        call.region().ec2().networks().endpoints().remove(endpoint.vpcEndpointId());
        call.region().ec2().tags().forget(endpoint.vpcEndpointId());
    }

    static boolean isReady(Call call, VpcEndpoint endpoint) {
        return NetworkTiming.state(endpoint, call.now()) == State.AVAILABLE;
    }

    static SyncState sync(Call call, VpcEndpoint endpoint) {
        return SyncState.builder()
                .attachment(attachment -> attachment
                        .subnetId(endpoint.subnetIds().get(0))
                        .endpointId(endpoint.vpcEndpointId())
                        .status(isReady(call, endpoint) ? AttachmentStatus.READY : AttachmentStatus.CREATING))
                .build();
    }

    static String zone(Call call, VpcEndpoint endpoint) {
        return call.region()
                .ec2()
                .subnets()
                .find(endpoint.subnetIds().get(0))
                .map(Subnet::availabilityZone)
                .orElseThrow();
    }
}
