package dev.firebreak.testkit.service.autoscaling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.autoscaling.LifecycleWait;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** Lets members wait for what their group's lifecycle hooks are there for. */
final class Hooks {
    static final String LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING";
    static final String TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING";

    private Hooks() {}

    /** Begins the waits of a member, if its group has hooks for the transition; answers whether it has. */
    static boolean begin(Call call, ScalingGroup group, Instance member, String transition) {
        List<LifecycleHook> hooks = group.hooks().values().stream()
                .filter(hook -> hook.lifecycleTransition().equals(transition))
                .toList();
        if (hooks.isEmpty()) {
            return false;
        }
        boolean launching = transition.equals(LAUNCHING);
        group.put(member.copy(copy ->
                copy.lifecycleState(launching ? LifecycleState.PENDING_WAIT : LifecycleState.TERMINATING_WAIT)));
        for (LifecycleHook hook : hooks) {
            Duration heartbeat = Duration.ofSeconds(hook.heartbeatTimeout());
            var wait = new LifecycleWait(
                    member.instanceId(),
                    hook.lifecycleHookName(),
                    launching,
                    call.world().ids().uuid(),
                    call.now(),
                    heartbeat,
                    call.now().plus(heartbeat),
                    "ABANDON".equals(hook.defaultResult()));
            group.waits().add(wait);
            call.region().autoScaling().look(group, wait.deadline());
            tell(call, group, hook, wait);
        }
        return true;
    }

    private static void tell(Call call, ScalingGroup group, LifecycleHook hook, LifecycleWait wait) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("LifecycleActionToken", wait.token())
                .put("AutoScalingGroupName", group.name())
                .put("LifecycleHookName", wait.hook())
                .put("EC2InstanceId", wait.instanceId())
                .put("LifecycleTransition", hook.lifecycleTransition())
                .put("Origin", wait.launching() ? "EC2" : "AutoScalingGroup")
                .put("Destination", wait.launching() ? "AutoScalingGroup" : "EC2");
        if (hook.notificationMetadata() != null) {
            detail.put("NotificationMetadata", hook.notificationMetadata());
        }
        call.world()
                .events()
                .publish(new AwsEvent(
                        "aws.autoscaling",
                        wait.launching()
                                ? "EC2 Instance-launch Lifecycle Action"
                                : "EC2 Instance-terminate Lifecycle Action",
                        call.account().id(),
                        call.region().name(),
                        call.now(),
                        List.of(group.settings().autoScalingGroupARN()),
                        detail));
    }

    /** Ends the waits whose time is over, each with the default result of its hook. */
    static void endOverdue(Call call, ScalingGroup group) {
        List.copyOf(group.waits()).stream()
                .filter(wait -> !call.now().isBefore(wait.deadline()))
                .forEach(wait -> end(call, group, wait, wait.abandons()));
    }

    /** Ends a wait; the last of a member's, or one that abandons, lets the member go on. */
    static void end(Call call, ScalingGroup group, LifecycleWait wait, boolean abandon) {
        group.waits().remove(wait);
        boolean others =
                group.waits().stream().anyMatch(each -> each.instanceId().equals(wait.instanceId()));
        if (others && !abandon) {
            return;
        }
        group.waits().removeIf(each -> each.instanceId().equals(wait.instanceId()));
        if (!wait.launching() || abandon) {
            Scaler.finish(
                    call, group, wait.instanceId(), "a lifecycle action was " + (abandon ? "abandoned" : "completed"));
            return;
        }
        group.member(wait.instanceId())
                .ifPresent(member -> group.put(member.copy(copy -> copy.lifecycleState(LifecycleState.PENDING))));
    }
}
