package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.elb.Targets;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.LinkedHashSet;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.LoadBalancerTargetGroupState;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceState;

/** The target groups with which a group registers its members in service. */
final class TargetGroupOperations {
    private static final int GROUPS_PER_CALL = 10;
    private static final String ELBV2 = "elbv2";

    private TargetGroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "AttachLoadBalancerTargetGroups",
                        AttachLoadBalancerTargetGroupsRequest::builder,
                        TargetGroupOperations::attach)
                .on(
                        "DetachLoadBalancerTargetGroups",
                        DetachLoadBalancerTargetGroupsRequest::builder,
                        TargetGroupOperations::detach)
                .on(
                        "DescribeLoadBalancerTargetGroups",
                        DescribeLoadBalancerTargetGroupsRequest::builder,
                        TargetGroupOperations::describe)
                .on("AttachTrafficSources", AttachTrafficSourcesRequest::builder, TargetGroupOperations::attachSources)
                .on("DetachTrafficSources", DetachTrafficSourcesRequest::builder, TargetGroupOperations::detachSources)
                .on(
                        "DescribeTrafficSources",
                        DescribeTrafficSourcesRequest::builder,
                        TargetGroupOperations::describeSources);
    }

    /** Refuses target groups that do not exist. */
    static void check(Call call, List<String> arns) {
        if (!arns.stream().allMatch(arn -> Targets.hasGroup(call, arn))) {
            throw Groups.invalid("Provided Target Groups may not be valid. Please ensure they exist and try again.");
        }
    }

    /** Registers a member with the target groups of its group. */
    static void register(Call call, ScalingGroup group, String instanceId) {
        if (group.runs("AddToLoadBalancer")) {
            group.settings().targetGroupARNs().forEach(arn -> Targets.register(call, arn, instanceId));
        }
    }

    /** Deregisters a member from the target groups of its group. */
    static void deregister(Call call, ScalingGroup group, String instanceId) {
        group.settings().targetGroupARNs().forEach(arn -> Targets.deregister(call, arn, instanceId));
    }

    private static AttachLoadBalancerTargetGroupsResponse attach(
            Call call, AttachLoadBalancerTargetGroupsRequest request) {
        add(call, Groups.find(call, request.autoScalingGroupName()), request.targetGroupARNs());
        return AttachLoadBalancerTargetGroupsResponse.builder().build();
    }

    private static AttachTrafficSourcesResponse attachSources(Call call, AttachTrafficSourcesRequest request) {
        add(call, Groups.find(call, request.autoScalingGroupName()), arns(request.trafficSources()));
        return AttachTrafficSourcesResponse.builder().build();
    }

    private static void add(Call call, ScalingGroup group, List<String> arns) {
        checkCount(arns);
        check(call, arns);
        var all = new LinkedHashSet<>(group.settings().targetGroupARNs());
        all.addAll(arns);
        group.change(copy -> copy.targetGroupARNs(all));
        inService(group).forEach(id -> register(call, group, id));
    }

    private static DetachLoadBalancerTargetGroupsResponse detach(
            Call call, DetachLoadBalancerTargetGroupsRequest request) {
        remove(call, Groups.find(call, request.autoScalingGroupName()), request.targetGroupARNs());
        return DetachLoadBalancerTargetGroupsResponse.builder().build();
    }

    private static DetachTrafficSourcesResponse detachSources(Call call, DetachTrafficSourcesRequest request) {
        remove(call, Groups.find(call, request.autoScalingGroupName()), arns(request.trafficSources()));
        return DetachTrafficSourcesResponse.builder().build();
    }

    private static void remove(Call call, ScalingGroup group, List<String> arns) {
        checkCount(arns);
        List<String> present = group.settings().targetGroupARNs();
        if (!present.containsAll(arns)) {
            throw Groups.invalid("Trying to remove Target Groups that are not part of the group");
        }
        inService(group).forEach(id -> arns.forEach(arn -> Targets.deregister(call, arn, id)));
        group.change(copy -> copy.targetGroupARNs(
                present.stream().filter(arn -> !arns.contains(arn)).toList()));
    }

    private static void checkCount(List<String> arns) {
        if (arns.isEmpty() || arns.size() > GROUPS_PER_CALL) {
            throw Groups.invalid("You must specify between 1 and %d target groups.", GROUPS_PER_CALL);
        }
    }

    private static List<String> arns(List<TrafficSourceIdentifier> sources) {
        return sources.stream().map(TrafficSourceIdentifier::identifier).toList();
    }

    private static List<String> inService(ScalingGroup group) {
        return group.members().stream()
                .filter(member -> member.lifecycleState() == LifecycleState.IN_SERVICE)
                .map(Instance::instanceId)
                .toList();
    }

    private static DescribeLoadBalancerTargetGroupsResponse describe(
            Call call, DescribeLoadBalancerTargetGroupsRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        var page = Records.page(group.settings().targetGroupARNs(), request.maxRecords(), request.nextToken());
        return DescribeLoadBalancerTargetGroupsResponse.builder()
                .loadBalancerTargetGroups(page.items().stream()
                        .map(arn -> LoadBalancerTargetGroupState.builder()
                                .loadBalancerTargetGroupARN(arn)
                                .state(state(group))
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static DescribeTrafficSourcesResponse describeSources(Call call, DescribeTrafficSourcesRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        boolean asked = request.trafficSourceType() == null
                || request.trafficSourceType().equals(ELBV2);
        var page = Records.page(
                asked ? group.settings().targetGroupARNs() : List.<String>of(),
                request.maxRecords(),
                request.nextToken());
        return DescribeTrafficSourcesResponse.builder()
                .trafficSources(page.items().stream()
                        .map(arn -> TrafficSourceState.builder()
                                .identifier(arn)
                                .type(ELBV2)
                                .state(state(group))
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static String state(ScalingGroup group) {
        return inService(group).isEmpty() ? "Added" : "InService";
    }
}
