package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.network.ServiceInterfaces;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;

/** The subnets, groups and attributes of load balancers. */
final class LoadBalancerSettingOperations {
    private LoadBalancerSettingOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("SetSubnets", SetSubnetsRequest::builder, LoadBalancerSettingOperations::setSubnets)
                .on("SetSecurityGroups", SetSecurityGroupsRequest::builder, LoadBalancerSettingOperations::setGroups)
                .on(
                        "DescribeLoadBalancerAttributes",
                        DescribeLoadBalancerAttributesRequest::builder,
                        LoadBalancerSettingOperations::describeAttributes)
                .on(
                        "ModifyLoadBalancerAttributes",
                        ModifyLoadBalancerAttributesRequest::builder,
                        LoadBalancerSettingOperations::modifyAttributes);
    }

    private static SetSubnetsResponse setSubnets(Call call, SetSubnetsRequest request) {
        LoadBalancer balancer = ElbErrors.loadBalancer(call, request.loadBalancerArn());
        List<Subnet> subnets =
                LoadBalancerNetwork.subnets(call, request.subnets(), request.subnetMappings(), balancer.type());
        if (!subnets.get(0).vpcId().equals(balancer.vpcId())) {
            throw AwsError.of(
                    "InvalidConfigurationRequest", "All subnets must belong to the same VPC: '%s'", balancer.vpcId());
        }
        LoadBalancer changed = balancer.copy(copy -> copy.availabilityZones(LoadBalancerNetwork.zones(subnets)));
        ElbState.of(call).loadBalancers().put(changed);
        LoadBalancerNetwork.connect(call, changed);
        return SetSubnetsResponse.builder()
                .availabilityZones(changed.availabilityZones())
                .ipAddressType(changed.ipAddressType())
                .build();
    }

    private static SetSecurityGroupsResponse setGroups(Call call, SetSecurityGroupsRequest request) {
        LoadBalancer balancer = ElbErrors.loadBalancer(call, request.loadBalancerArn());
        if (balancer.type() == LoadBalancerTypeEnum.NETWORK
                && balancer.securityGroups().isEmpty()) {
            throw AwsError.of(
                    "InvalidConfigurationRequest",
                    "You cannot set security groups on a Network Load Balancer that was created without them");
        }
        List<String> groups = LoadBalancerNetwork.groups(
                call,
                ElbErrors.required(request.securityGroups(), "securityGroups"),
                balancer.vpcId(),
                balancer.type());
        ElbState state = ElbState.of(call);
        state.interfaces(balancer.loadBalancerArn()).forEach(id -> ServiceInterfaces.setGroups(call, id, groups));
        state.loadBalancers().put(balancer.copy(copy -> copy.securityGroups(groups)));
        return SetSecurityGroupsResponse.builder().securityGroupIds(groups).build();
    }

    private static DescribeLoadBalancerAttributesResponse describeAttributes(
            Call call, DescribeLoadBalancerAttributesRequest request) {
        LoadBalancer balancer = ElbErrors.loadBalancer(call, request.loadBalancerArn());
        return DescribeLoadBalancerAttributesResponse.builder()
                .attributes(attributes(call, balancer))
                .build();
    }

    private static ModifyLoadBalancerAttributesResponse modifyAttributes(
            Call call, ModifyLoadBalancerAttributesRequest request) {
        LoadBalancer balancer = ElbErrors.loadBalancer(call, request.loadBalancerArn());
        var wanted = new TreeMap<String, String>();
        ElbErrors.required(request.attributes(), "attributes").forEach(each -> wanted.put(each.key(), each.value()));
        Attributes.set(ElbState.of(call).attributes(balancer.loadBalancerArn()), wanted);
        return ModifyLoadBalancerAttributesResponse.builder()
                .attributes(attributes(call, balancer))
                .build();
    }

    private static List<LoadBalancerAttribute> attributes(Call call, LoadBalancer balancer) {
        return ElbState.of(call).attributes(balancer.loadBalancerArn()).entrySet().stream()
                .map(each -> LoadBalancerAttribute.builder()
                        .key(each.getKey())
                        .value(each.getValue())
                        .build())
                .toList();
    }
}
