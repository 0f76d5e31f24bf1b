package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.firewall.SecurityGroups;
import dev.firebreak.testkit.service.ec2.network.Addresses;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.service.ec2.network.ServiceInterfaces;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/** The subnets and security groups of load balancers, and the interfaces that they have there. */
final class LoadBalancerNetwork {
    private LoadBalancerNetwork() {}

    /** The subnets asked for, by id or by mapping, after the checks of Elastic Load Balancing. */
    static List<Subnet> subnets(Call call, List<String> ids, List<SubnetMapping> mappings, LoadBalancerTypeEnum type) {
        if (!ids.isEmpty() && !mappings.isEmpty()) {
            throw AwsError.of(
                    "InvalidConfigurationRequest", "You can specify either subnets or subnet mappings, but not both");
        }
        List<String> wanted =
                ids.isEmpty() ? mappings.stream().map(SubnetMapping::subnetId).toList() : ids;
        var subnets = new ArrayList<Subnet>();
        var zones = new HashSet<String>();
        for (String id : ElbErrors.required(wanted, "subnets")) {
            Subnet subnet = call.region()
                    .ec2()
                    .subnets()
                    .find(id)
                    .orElseThrow(() -> AwsError.of("SubnetNotFound", "The subnet ID '%s' does not exist", id));
            if (!zones.add(subnet.availabilityZone())) {
                throw AwsError.of(
                        "InvalidConfigurationRequest",
                        "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
            }
            subnets.add(subnet);
        }
        check(subnets, type);
        return subnets;
    }

    private static void check(List<Subnet> subnets, LoadBalancerTypeEnum type) {
        if (type == LoadBalancerTypeEnum.APPLICATION && subnets.size() < 2) {
            throw ElbErrors.invalid("At least two subnets in two different Availability Zones must be specified");
        }
        if (subnets.stream().map(Subnet::vpcId).distinct().count() > 1) {
            throw AwsError.of("InvalidConfigurationRequest", "All subnets must belong to the same VPC");
        }
    }

    /** Refuses a load balancer that faces the internet in a VPC without an internet gateway. */
    static void checkInternet(Call call, String vpcId) {
        boolean connected = call.region().ec2().internetGateways().all().stream()
                .flatMap(gateway -> gateway.attachments().stream())
                .anyMatch(attachment -> vpcId.equals(attachment.vpcId()));
        if (!connected) {
            throw AwsError.of("InvalidSubnet", "VPC %s has no internet gateway", vpcId);
        }
    }

    /** The groups asked for; an application load balancer has the VPC's default group when none are. */
    static List<String> groups(Call call, List<String> ids, String vpcId, LoadBalancerTypeEnum type) {
        for (String id : ids) {
            boolean usable = call.region()
                    .ec2()
                    .securityGroups()
                    .find(id)
                    .filter(group -> group.vpcId().equals(vpcId))
                    .isPresent();
            if (!usable) {
                throw AwsError.of("InvalidSecurityGroup", "One or more security groups are invalid");
            }
        }
        if (!ids.isEmpty() || type == LoadBalancerTypeEnum.NETWORK) {
            return ids.stream().distinct().toList();
        }
        return SecurityGroups.find(call.region().ec2(), "default", vpcId)
                .map(Ec2SecurityGroup::id)
                .toList();
    }

    static List<AvailabilityZone> zones(List<Subnet> subnets) {
        return subnets.stream()
                .map(subnet -> AvailabilityZone.builder()
                        .zoneName(subnet.availabilityZone())
                        .subnetId(subnet.subnetId())
                        .build())
                .toList();
    }

    /** Gives a load balancer an interface in each of its subnets, and takes away those that it has elsewhere. */
    static void connect(Call call, LoadBalancer balancer) {
        var kept = new ArrayList<String>();
        var covered = new HashSet<String>();
        List<String> wanted = balancer.availabilityZones().stream()
                .map(AvailabilityZone::subnetId)
                .toList();
        for (String id : ElbState.of(call).interfaces(balancer.loadBalancerArn())) {
            String subnet = call.region()
                    .ec2()
                    .interfaces()
                    .find(id)
                    .map(NetworkInterface::subnetId)
                    .orElse("");
            if (wanted.contains(subnet)) {
                covered.add(subnet);
                kept.add(id);
            } else {
                ServiceInterfaces.delete(call, id);
            }
        }
        wanted.stream()
                .filter(subnet -> !covered.contains(subnet))
                .forEach(subnet -> kept.add(make(call, balancer, subnet)));
        ElbState.of(call).interfaces(balancer.loadBalancerArn(), kept);
    }

    private static String make(Call call, LoadBalancer balancer, String subnetId) {
        boolean network = balancer.type() == LoadBalancerTypeEnum.NETWORK;
        String arn = balancer.loadBalancerArn();
        NetworkInterface eni = ServiceInterfaces.make(
                call,
                CreateNetworkInterfaceRequest.builder()
                        .subnetId(subnetId)
                        .groups(balancer.securityGroups())
                        .description("ELB " + arn.substring(arn.indexOf("loadbalancer/") + "loadbalancer/".length()))
                        .build(),
                network ? "network_load_balancer" : "interface",
                "amazon-elb");
        if (network && balancer.securityGroups().isEmpty()) {
            Interfaces.put(call, eni.copy(copy -> copy.groups(List.of())));
        }
        if (balancer.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING) {
            Addresses.assignPublic(
                    call,
                    call.region()
                            .ec2()
                            .interfaces()
                            .find(eni.networkInterfaceId())
                            .orElseThrow());
        }
        return eni.networkInterfaceId();
    }

    static void disconnect(Call call, LoadBalancer balancer) {
        ElbState.of(call).interfaces(balancer.loadBalancerArn()).forEach(id -> ServiceInterfaces.delete(call, id));
    }
}
