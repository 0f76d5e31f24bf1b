package dev.firebreak.testkit.service.autoscaling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Activity;

/** What groups tell EventBridge when they launched, terminated or let go of an instance, or could not launch one. */
final class GroupEvents {
    static final String LAUNCHING = "Launching a new EC2 instance";

    private GroupEvents() {}

    /** Tells that an instance is in service, with the activity that launched it. */
    static void launched(Call call, ScalingGroup group, String instanceId) {
        String description = LAUNCHING + ": " + instanceId;
        group.activities().stream()
                .filter(activity -> description.equals(activity.description()))
                .findFirst()
                .ifPresent(activity -> tell(call, group, "Launch Successful", activity, instanceId));
    }

    static void notLaunched(Call call, ScalingGroup group, Activity activity) {
        tell(call, group, "Launch Unsuccessful", activity, "");
    }

    static void terminated(Call call, ScalingGroup group, Activity activity, String instanceId) {
        tell(call, group, "Terminate Successful", activity, instanceId);
    }

    static void detached(Call call, ScalingGroup group, Activity activity, String instanceId) {
        tell(call, group, "Detach Successful", activity, instanceId);
    }

    private static void tell(Call call, ScalingGroup group, String what, Activity activity, String instanceId) {
        var resources = new ArrayList<String>();
        resources.add(group.settings().autoScalingGroupARN());
        if (!instanceId.isEmpty()) {
            resources.add(
                    "arn:aws:ec2:" + call.region().name() + ":" + call.account().id() + ":instance/" + instanceId);
        }
        String type = "EC2 Instance " + what;
        call.world()
                .events()
                .publish(new AwsEvent(
                        "aws.autoscaling",
                        type,
                        call.account().id(),
                        call.region().name(),
                        call.now(),
                        resources,
                        detail(call, activity, instanceId, what.startsWith("Launch"))));
    }

    private static ObjectNode detail(Call call, Activity activity, String instanceId, boolean launching) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("StatusCode", activity.statusMessage() == null ? "InProgress" : "Failed")
                .put("Description", activity.description())
                .put("AutoScalingGroupName", activity.autoScalingGroupName())
                .put("ActivityId", activity.activityId())
                .put("RequestId", activity.activityId())
                .put("StatusMessage", Objects.requireNonNullElse(activity.statusMessage(), ""))
                .put("StartTime", activity.startTime().toString())
                .put("EndTime", call.now().toString())
                .put("EC2InstanceId", instanceId)
                .put("Cause", activity.cause())
                .put("Origin", launching ? "EC2" : "AutoScalingGroup")
                .put("Destination", launching ? "AutoScalingGroup" : "EC2");
        ObjectNode details = detail.putObject("Details");
        Optional<Ec2Instance> instance = call.region().ec2().instances().find(instanceId);
        instance.map(Ec2Instance::launched)
                .ifPresent(launched -> details.put("Subnet ID", launched.subnetId())
                        .put("Availability Zone", launched.placement().availabilityZone()));
        return detail;
    }
}
