package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** Load balancers: making, deleting and describing them; their settings are {@link LoadBalancerSettingOperations}. */
final class LoadBalancerOperations {
    private static final Duration PROVISIONING = Duration.ofMinutes(2);

    private LoadBalancerOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateLoadBalancer", CreateLoadBalancerRequest::builder, LoadBalancerOperations::create)
                .on("DeleteLoadBalancer", DeleteLoadBalancerRequest::builder, LoadBalancerOperations::delete)
                .on("DescribeLoadBalancers", DescribeLoadBalancersRequest::builder, LoadBalancerOperations::describe);
    }

    private static CreateLoadBalancerResponse create(Call call, CreateLoadBalancerRequest request) {
        String name = ElbErrors.name(request.name(), "The load balancer");
        if (name.startsWith("internal-")) {
            throw ElbErrors.invalid("The load balancer name '%s' cannot begin with 'internal-'", name);
        }
        LoadBalancer wanted = wanted(call, request, name);
        ElbState state = ElbState.of(call);
        Optional<LoadBalancer> same = state.loadBalancers().all().stream()
                .filter(other -> other.loadBalancerName().equals(name))
                .findFirst();
        if (same.isPresent()) {
            return answer(call, checkedSame(same.get(), wanted));
        }
        Tags.checkNew(request.tags());
        state.loadBalancers().put(wanted);
        state.attributes(wanted.loadBalancerArn()).putAll(Attributes.ofLoadBalancer(wanted.type()));
        Tags.put(state.tags(wanted.loadBalancerArn()), request.tags());
        LoadBalancerNetwork.connect(call, wanted);
        return answer(call, wanted);
    }

    private static CreateLoadBalancerResponse answer(Call call, LoadBalancer balancer) {
        return CreateLoadBalancerResponse.builder()
                .loadBalancers(view(call, balancer))
                .build();
    }

    private static LoadBalancer checkedSame(LoadBalancer present, LoadBalancer wanted) {
        boolean same = present.type() == wanted.type()
                && present.scheme() == wanted.scheme()
                && present.availabilityZones().equals(wanted.availabilityZones())
                && present.securityGroups().equals(wanted.securityGroups());
        if (!same) {
            throw AwsError.of(
                    "DuplicateLoadBalancerName",
                    "A load balancer with the same name '%s' exists, but with different settings",
                    wanted.loadBalancerName());
        }
        return present;
    }

    private static LoadBalancer wanted(Call call, CreateLoadBalancerRequest request, String name) {
        LoadBalancerTypeEnum type = request.type() == null ? LoadBalancerTypeEnum.APPLICATION : request.type();
        if (type != LoadBalancerTypeEnum.APPLICATION && type != LoadBalancerTypeEnum.NETWORK) {
            throw AwsError.of(
                    "UnsupportedOperation",
                    "Load balancers of type '%s' are not available here",
                    request.typeAsString());
        }
        LoadBalancerSchemeEnum scheme =
                request.scheme() == null ? LoadBalancerSchemeEnum.INTERNET_FACING : request.scheme();
        List<Subnet> subnets = LoadBalancerNetwork.subnets(call, request.subnets(), request.subnetMappings(), type);
        String vpcId = subnets.get(0).vpcId();
        if (scheme == LoadBalancerSchemeEnum.INTERNET_FACING) {
            LoadBalancerNetwork.checkInternet(call, vpcId);
        }
        String kind = type == LoadBalancerTypeEnum.APPLICATION ? "app" : "net";
        String id = call.world().ids().hex(16);
        return LoadBalancer.builder()
                .loadBalancerArn(Arns.of(call, "loadbalancer/" + kind + "/" + name + "/" + id))
                .loadBalancerName(name)
                .dnsName(dnsName(call, name, id, type, scheme))
                .createdTime(call.now())
                .type(type)
                .scheme(scheme)
                .vpcId(vpcId)
                .availabilityZones(LoadBalancerNetwork.zones(subnets))
                .securityGroups(LoadBalancerNetwork.groups(call, request.securityGroups(), vpcId, type))
                .ipAddressType(request.ipAddressType() == null ? IpAddressType.IPV4 : request.ipAddressType())
                .build();
    }

    private static String dnsName(
            Call call, String name, String id, LoadBalancerTypeEnum type, LoadBalancerSchemeEnum scheme) {
        String prefix = scheme == LoadBalancerSchemeEnum.INTERNAL ? "internal-" : "";
        return type == LoadBalancerTypeEnum.NETWORK
                ? name + "-" + id + ".elb." + call.region().name() + ".amazonaws.com"
                : prefix + name + "-" + Long.parseLong(id.substring(0, 8), 16) + "."
                        + call.region().name() + ".elb.amazonaws.com";
    }

    /** Deleting what is not there, or no longer, succeeds (API_DeleteLoadBalancer). */
    private static DeleteLoadBalancerResponse delete(Call call, DeleteLoadBalancerRequest request) {
        ElbState state = ElbState.of(call);
        String arn = ElbErrors.required(request.loadBalancerArn(), "loadBalancerArn");
        if (state.loadBalancers().contains(arn)) {
            LoadBalancer balancer = ElbErrors.loadBalancer(call, arn);
            if ("true".equals(state.attributes(arn).get("deletion_protection.enabled"))) {
                throw AwsError.of(
                        "OperationNotPermitted",
                        "Load balancer '%s' cannot be deleted because deletion protection is enabled",
                        arn);
            }
            state.listeners().by(ElbState.BY_OWNER, arn).forEach(each -> ListenerOperations.remove(state, each));
            LoadBalancerNetwork.disconnect(call, balancer);
            state.loadBalancers().remove(arn);
            state.forget(arn);
        }
        return DeleteLoadBalancerResponse.builder().build();
    }

    private static DescribeLoadBalancersResponse describe(Call call, DescribeLoadBalancersRequest request) {
        if (!request.names().isEmpty() && !request.loadBalancerArns().isEmpty()) {
            throw ElbErrors.invalid("Load balancer names and load balancer ARNs cannot be specified at the same time");
        }
        List<LoadBalancer> all = List.copyOf(ElbState.of(call).loadBalancers().all());
        List<LoadBalancer> found = all.stream()
                .filter(each -> request.names().isEmpty() || request.names().contains(each.loadBalancerName()))
                .filter(each -> request.loadBalancerArns().isEmpty()
                        || request.loadBalancerArns().contains(each.loadBalancerArn()))
                .toList();
        if (found.size() < request.names().size() + request.loadBalancerArns().size()) {
            throw AwsError.of("LoadBalancerNotFound", "One or more load balancers not found");
        }
        var page = ElbPage.of(found, request.pageSize(), request.marker());
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(
                        page.items().stream().map(each -> view(call, each)).toList())
                .nextMarker(page.nextToken())
                .build();
    }

    /** Whether a load balancer takes requests yet. */
    static boolean active(Call call, LoadBalancer balancer) {
        return !call.now().isBefore(balancer.createdTime().plus(PROVISIONING));
    }

    private static LoadBalancer view(Call call, LoadBalancer balancer) {
        return balancer.copy(
                copy -> copy.state(state -> state.code(active(call, balancer) ? "active" : "provisioning")));
    }
}
