package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Ec2Service;
import dev.firebreak.testkit.world.autoscaling.AutoScalingState;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Brings groups to their desired capacity with members that run. */
final class Scaler {
    static final String GROUP_TAG = "aws:autoscaling:groupName";
    private static final Duration RETRY = Duration.ofMinutes(1);

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
        Hooks.endOverdue(call, group);
        List.copyOf(group.members()).forEach(member -> check(call, group, member));
        while (group.active() < group.settings().desiredCapacity() && group.runs("Launch") && launch(call, group)) {
            // each round launches one instance
        }
        if (group.runs("Terminate")) {
            scaleIn(call, group);
        }
    }

    private static void check(Call call, ScalingGroup group, Instance member) {
        if (member.lifecycleState() == LifecycleState.TERMINATING_WAIT) {
            return;
        }
        Optional<Ec2Instance> instance = call.region().ec2().instances().find(member.instanceId());
        InstanceStateName state = instance.map(found -> found.state(call.now())).orElse(InstanceStateName.TERMINATED);
        if (state == InstanceStateName.PENDING) {
            return;
        }
        boolean condemned =
                "Unhealthy".equals(member.healthStatus()) && member.lifecycleState() != LifecycleState.STANDBY;
        if (state == InstanceStateName.RUNNING && !condemned) {
            if (member.lifecycleState() == LifecycleState.PENDING) {
                group.put(member.copy(copy -> copy.lifecycleState(LifecycleState.IN_SERVICE)));
                TargetGroupOperations.register(call, group, member.instanceId());
                GroupEvents.launched(call, group, member.instanceId());
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
                    GroupEvents.LAUNCHING + ": " + id,
                    Activities.cause(
                            call,
                            "an instance was started in response to a difference between desired and actual capacity"));
            serve(call, group, id);
            return true;
        } catch (AwsError refused) {
            String description = GroupEvents.LAUNCHING + ". Status Reason: " + refused.message();
            GroupEvents.notLaunched(call, group, Activities.recordFailure(call, group, description, refused.message()));
            call.region().autoScaling().look(group, call.now().plus(RETRY));
            return false;
        }
    }

    /** Lets a new member wait for the hooks of its group, or else serve at once if it runs. */
    private static void serve(Call call, ScalingGroup group, String instanceId) {
        Optional<Instance> member = group.member(instanceId);
        if (member.isPresent() && !Hooks.begin(call, group, member.get(), Hooks.LAUNCHING)) {
            register(call, group, instanceId);
            if (member.get().lifecycleState() == LifecycleState.IN_SERVICE) {
                GroupEvents.launched(call, group, instanceId);
            }
        }
    }

    /** Registers a member that is in service with the target groups of its group. */
    static void register(Call call, ScalingGroup group, String instanceId) {
        group.member(instanceId)
                .filter(member -> member.lifecycleState() == LifecycleState.IN_SERVICE)
                .ifPresent(member -> TargetGroupOperations.register(call, group, instanceId));
    }

    /** Makes an instance a member; it carries the group's name in a tag as long as it is one. */
    static void join(Call call, ScalingGroup group, String instanceId) {
        Ec2Instance instance = call.region().ec2().instances().find(instanceId).orElseThrow();
        boolean running = instance.in(call.now(), InstanceStateName.RUNNING);
        var settings = group.settings();
        String type = instance.launched().instanceTypeAsString();
        call.region()
                .autoScaling()
                .join(
                        group,
                        Instance.builder()
                                .instanceId(instanceId)
                                .instanceType(type)
                                .availabilityZone(
                                        instance.launched().placement().availabilityZone())
                                .lifecycleState(running ? LifecycleState.IN_SERVICE : LifecycleState.PENDING)
                                .healthStatus("Healthy")
                                .launchTemplate(MixedInstances.template(settings, type))
                                .weightedCapacity(MixedInstances.weight(settings, type))
                                .launchConfigurationName(settings.launchConfigurationName())
                                .protectedFromScaleIn(settings.newInstancesProtectedFromScaleIn())
                                .build());
        call.region().ec2().tags().put(instanceId, GROUP_TAG, group.name());
        if (!running) {
            call.region().autoScaling().look(group, instance.settles());
        }
    }

    /** Takes an instance out of its group and leaves it running. */
    static void leave(Call call, ScalingGroup group, String instanceId) {
        TargetGroupOperations.deregister(call, group, instanceId);
        call.region().autoScaling().leave(group, instanceId);
        call.region().ec2().tags().remove(instanceId, GROUP_TAG);
    }

    /** Terminates a member, once the group's hooks for that have let it go. */
    static void terminate(Call call, ScalingGroup group, String instanceId, String cause) {
        TargetGroupOperations.deregister(call, group, instanceId);
        Optional<Instance> member = group.member(instanceId);
        if (member.isEmpty() || !Hooks.begin(call, group, member.get(), Hooks.TERMINATING)) {
            finish(call, group, instanceId, cause);
        }
    }

    /** Takes a member out and terminates its instance, also when that is protected from termination. */
    static void finish(Call call, ScalingGroup group, String instanceId, String cause) {
        call.region().autoScaling().leave(group, instanceId);
        Ec2Service.terminate(call, instanceId);
        var activity = Activities.record(
                call, group, "Terminating EC2 instance: " + instanceId, Activities.cause(call, cause));
        GroupEvents.terminated(call, group, activity, instanceId);
    }

    /** Terminates the oldest members that are not protected, of the zone with most members first. */
    private static void scaleIn(Call call, ScalingGroup group) {
        while (group.active() > group.settings().desiredCapacity()) {
            Optional<Instance> victim = group.members().stream()
                    .filter(ScalingGroup::isActive)
                    .filter(member -> !Boolean.TRUE.equals(member.protectedFromScaleIn()))
                    .filter(member -> group.active() - ScalingGroup.weight(member)
                            >= group.settings().desiredCapacity())
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
