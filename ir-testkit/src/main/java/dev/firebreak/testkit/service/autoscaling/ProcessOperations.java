package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesResponse;

/** The processes of groups, and what they did. */
final class ProcessOperations {
    private static final List<String> PROCESSES = List.of(
            "AZRebalance",
            "AddToLoadBalancer",
            "AlarmNotification",
            "HealthCheck",
            "InstanceRefresh",
            "Launch",
            "ReplaceUnhealthy",
            "ScheduledActions",
            "Terminate");

    private ProcessOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("SuspendProcesses", SuspendProcessesRequest::builder, ProcessOperations::suspend)
                .on("ResumeProcesses", ResumeProcessesRequest::builder, ProcessOperations::resume)
                .on(
                        "DescribeScalingActivities",
                        DescribeScalingActivitiesRequest::builder,
                        ProcessOperations::activities);
    }

    private static SuspendProcessesResponse suspend(Call call, SuspendProcessesRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        group.suspended().addAll(processes(request.scalingProcesses()));
        return SuspendProcessesResponse.builder().build();
    }

    private static ResumeProcessesResponse resume(Call call, ResumeProcessesRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        group.suspended().removeAll(processes(request.scalingProcesses()));
        Scaler.settle(call, group);
        return ResumeProcessesResponse.builder().build();
    }

    private static List<String> processes(List<String> named) {
        for (String name : named) {
            if (!PROCESSES.contains(name)) {
                throw Groups.invalid("Invalid scaling process: %s", name);
            }
        }
        return named.isEmpty() ? PROCESSES : named;
    }

    private static DescribeScalingActivitiesResponse activities(Call call, DescribeScalingActivitiesRequest request) {
        var found = new ArrayList<Activity>();
        if (request.autoScalingGroupName() == null) {
            call.region().autoScaling().groups().values().forEach(group -> found.addAll(group.activities()));
        } else {
            found.addAll(Groups.find(call, request.autoScalingGroupName()).activities());
        }
        Collections.reverse(found);
        found.removeIf(activity ->
                !request.activityIds().isEmpty() && !request.activityIds().contains(activity.activityId()));
        var page = Records.page(found, request.maxRecords(), request.nextToken());
        return DescribeScalingActivitiesResponse.builder()
                .activities(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
