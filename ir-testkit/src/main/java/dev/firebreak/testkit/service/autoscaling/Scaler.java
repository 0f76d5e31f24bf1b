package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Ec2Service;
import dev.firebreak.testkit.world.AutoScalingState;
import dev.firebreak.testkit.world.Ec2Instance;
import dev.firebreak.testkit.world.ScalingGroup;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Brings groups to their desired capacity with members that run. */
final class Scaler {
    static final String GROUP_TAG = "aws:autoscaling:groupName";

    private Scaler() {}

    /** Looks after the groups in which something happened since the last look. */
    static void upkeep(Call call) {
        AutoScalingState state = call.region().autoScaling();
        for (var due = state.due(call.now()); !due.isEmpty(); due = state.due(call.now())) {
            due.forEach(group -> settle(call, group));
        }
    }

    /** Replaces what does not run, and launches or terminates up to the desired capacity. */
    static void settle(Call call, ScalingGroup group) {
        List.copyOf(group.members()).forEach(member -> check(call, group, member));
        while (group.active() < group.settings().desiredCapacity() && group.runs("Launch") && launch(call, group)) {
            // each round launches one instance
        }
        if (group.runs("Terminate")) {
            scaleIn(call, group);
        }
    }

    private static void check(Call call, ScalingGroup group, Instance member) {
        Optional<Ec2Instance> instance = call.region().ec2().instances().find(member.instanceId());
        InstanceStateName state = instance.map(found -> found.state(call.now())).orElse(InstanceStateName.TERMINATED);
        if (state == InstanceStateName.PENDING) {
            return;
        }
        if (state == InstanceStateName.RUNNING) {
            if (member.lifecycleState() == LifecycleState.PENDING) {
                group.put(member.copy(copy -> copy.lifecycleState(LifecycleState.IN_SERVICE)));
            }
            return;
        }
        boolean gone = state == InstanceStateName.TERMINATED || state == InstanceStateName.SHUTTING_DOWN;
        boolean unchecked = member.lifecycleState() == LifecycleState.STANDBY && !gone;
        if (unchecked || !group.runs("HealthCheck")) {
            return;
        }
        group.put(member.copy(copy -> copy.healthStatus("Unhealthy")));
        if (group.runs("ReplaceUnhealthy") && group.runs("Terminate")) {
            terminate(
                    call,
                    group,
                    member.instanceId(),
                    "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped");
        }
    }

    private static boolean launch(Call call, ScalingGroup group) {
        try {
            String id = Ec2Service.launch(call, LaunchRequests.of(call, group)).get(0);
            group.tags().values().stream()
                    .filter(tag -> Boolean.TRUE.equals(tag.propagateAtLaunch()))
                    .forEach(tag -> call.region().ec2().tags().put(id, tag.key(), tag.value()));
            join(call, group, id);
            Activities.record(
                    call,
                    group,
                    "Launching a new EC2 instance: " + id,
                    Activities.cause(
                            call,
                            "an instance was started in response to a difference between desired and actual capacity"));
            return true;
        } catch (AwsError refused) {
            Activities.recordFailure(
                    call,
                    group,
                    "Launching a new EC2 instance. Status Reason: " + refused.message(),
                    refused.message());
            return false;
        }
    }

    /** Makes an instance a member; it carries the group's name in a tag as long as it is one. */
    static void join(Call call, ScalingGroup group, String instanceId) {
        Ec2Instance instance = call.region().ec2().instances().find(instanceId).orElseThrow();
        boolean running = instance.in(call.now(), InstanceStateName.RUNNING);
        var settings = group.settings();
        call.region()
                .autoScaling()
                .join(
                        group,
                        Instance.builder()
                                .instanceId(instanceId)
                                .instanceType(instance.launched().instanceTypeAsString())
                                .availabilityZone(
                                        instance.launched().placement().availabilityZone())
                                .lifecycleState(running ? LifecycleState.IN_SERVICE : LifecycleState.PENDING)
                                .healthStatus("Healthy")
                                .launchTemplate(settings.launchTemplate())
                                .launchConfigurationName(settings.launchConfigurationName())
                                .protectedFromScaleIn(settings.newInstancesProtectedFromScaleIn())
                                .build());
        call.region().ec2().tags().put(instanceId, GROUP_TAG, group.name());
    }

    /** Takes an instance out of its group and leaves it running. */
    static void leave(Call call, ScalingGroup group, String instanceId) {
        call.region().autoScaling().leave(group, instanceId);
        call.region().ec2().tags().remove(instanceId, GROUP_TAG);
    }

    /** Takes a member out and terminates its instance, also when that is protected from termination. */
    static void terminate(Call call, ScalingGroup group, String instanceId, String cause) {
        call.region().autoScaling().leave(group, instanceId);
        Ec2Service.terminate(call, instanceId);
        Activities.record(call, group, "Terminating EC2 instance: " + instanceId, Activities.cause(call, cause));
    }

    /** Terminates the oldest members that are not protected, of the zone with most members first. */
    private static void scaleIn(Call call, ScalingGroup group) {
        while (group.active() > group.settings().desiredCapacity()) {
            Optional<Instance> victim = group.members().stream()
                    .filter(member -> member.lifecycleState() != LifecycleState.STANDBY)
                    .filter(member -> !Boolean.TRUE.equals(member.protectedFromScaleIn()))
                    .max(Comparator.comparing(member -> LaunchRequests.count(group, member.availabilityZone())));
            if (victim.isEmpty()) {
                return;
            }
            terminate(
                    call,
                    group,
                    victim.get().instanceId(),
                    "an instance was taken out of service in response to a difference between desired and actual capacity");
        }
    }
}
