package dev.firebreak.testkit.service.ec2.traffic;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.elb.ElbState;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorTargetRequest;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorTargetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorTargetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorTargetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTrafficMirrorTargetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTrafficMirrorTargetsResponse;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorTarget;

/** Where mirrored traffic goes: network interfaces and network load balancers. */
final class MirrorTargetOperations {
    private static final String TYPE = "traffic-mirror-target";

    private MirrorTargetOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateTrafficMirrorTarget",
                        CreateTrafficMirrorTargetRequest::builder,
                        MirrorTargetOperations::create)
                .on(
                        "DeleteTrafficMirrorTarget",
                        DeleteTrafficMirrorTargetRequest::builder,
                        MirrorTargetOperations::delete)
                .on(
                        "DescribeTrafficMirrorTargets",
                        DescribeTrafficMirrorTargetsRequest::builder,
                        MirrorTargetOperations::describe);
    }

    private static CreateTrafficMirrorTargetResponse create(Call call, CreateTrafficMirrorTargetRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        String interfaceId = request.networkInterfaceId();
        String balancer = request.networkLoadBalancerArn();
        if ((interfaceId == null) == (balancer == null)) {
            throw Refusals.combination(
                    "Exactly one of NetworkInterfaceId and NetworkLoadBalancerArn must be specified");
        }
        if (interfaceId != null) {
            Kind.INTERFACE.get(call, interfaceId);
        } else if (!ElbState.of(call).loadBalancers().contains(balancer) || !balancer.contains("/net/")) {
            throw AwsError.of(
                    "InvalidNetworkLoadBalancerArn.NotFound",
                    "The network load balancer ARN '%s' does not exist",
                    balancer);
        }
        checkUnlike(call, interfaceId == null ? balancer : interfaceId);
        TrafficMirrorTarget target = TrafficMirrorTarget.builder()
                .trafficMirrorTargetId(call.world().ids().ec2("tmt"))
                .networkInterfaceId(interfaceId)
                .networkLoadBalancerArn(balancer)
                .type(interfaceId == null ? "network-load-balancer" : "network-interface")
                .description(request.description())
                .ownerId(call.account().id())
                .build();
        call.region().ec2().networks().mirrorTargets().put(target);
        Tagging.apply(call, request.tagSpecifications(), TYPE, target.trafficMirrorTargetId());
        return CreateTrafficMirrorTargetResponse.builder()
                .clientToken(request.clientToken())
                .trafficMirrorTarget(view(call, target))
                .build();
    }

    private static void checkUnlike(Call call, String resource) {
        boolean taken = call.region().ec2().networks().mirrorTargets().all().stream()
                .anyMatch(other ->
                        resource.equals(other.networkInterfaceId()) || resource.equals(other.networkLoadBalancerArn()));
        if (taken) {
            throw Refusals.value("A traffic mirror target already exists for '%s'", resource);
        }
    }

    private static DeleteTrafficMirrorTargetResponse delete(Call call, DeleteTrafficMirrorTargetRequest request) {
        String id = NetworkKinds.MIRROR_TARGET
                .get(call, Refusals.required(request.trafficMirrorTargetId(), "TrafficMirrorTargetId"))
                .trafficMirrorTargetId();
        boolean used = call.region().ec2().networks().mirrorSessions().all().stream()
                .anyMatch(session -> session.trafficMirrorTargetId().equals(id));
        if (used) {
            throw AwsError.of(
                    "TrafficMirrorTargetInUseException",
                    "The traffic mirror target '%s' is in use by a traffic mirror session",
                    id);
        }
        call.region().ec2().networks().mirrorTargets().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteTrafficMirrorTargetResponse.builder()
                .trafficMirrorTargetId(id)
                .build();
    }

    private static DescribeTrafficMirrorTargetsResponse describe(
            Call call, DescribeTrafficMirrorTargetsRequest request) {
        var filters = new Filters<>(call, TrafficMirrorTarget::trafficMirrorTargetId)
                .on("traffic-mirror-target-id", TrafficMirrorTarget::trafficMirrorTargetId)
                .on("network-interface-id", TrafficMirrorTarget::networkInterfaceId)
                .on("network-load-balancer-arn", TrafficMirrorTarget::networkLoadBalancerArn)
                .on("description", TrafficMirrorTarget::description)
                .on("owner-id", TrafficMirrorTarget::ownerId);
        var found =
                filters.select(call, NetworkKinds.MIRROR_TARGET, request.trafficMirrorTargetIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeTrafficMirrorTargetsResponse.builder()
                .trafficMirrorTargets(page.map(target -> view(call, target)))
                .nextToken(page.nextToken())
                .build();
    }

    private static TrafficMirrorTarget view(Call call, TrafficMirrorTarget target) {
        return target.copy(copy -> copy.tags(call.region().ec2().tags().list(target.trafficMirrorTargetId())));
    }
}
