package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.autoscaling.LifecycleWait;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionRequest;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksResponse;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatRequest;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatResponse;

/** Lifecycle hooks, and the actions that members wait for. */
final class HookOperations {
    private static final int USUAL_HEARTBEAT = 3_600;

    private HookOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutLifecycleHook", PutLifecycleHookRequest::builder, HookOperations::put)
                .on("DescribeLifecycleHooks", DescribeLifecycleHooksRequest::builder, HookOperations::describe)
                .on("DeleteLifecycleHook", DeleteLifecycleHookRequest::builder, HookOperations::delete)
                .on("CompleteLifecycleAction", CompleteLifecycleActionRequest::builder, HookOperations::complete)
                .on(
                        "RecordLifecycleActionHeartbeat",
                        RecordLifecycleActionHeartbeatRequest::builder,
                        HookOperations::heartbeat);
    }

    private static PutLifecycleHookResponse put(Call call, PutLifecycleHookRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        String name = Groups.required(request.lifecycleHookName(), "lifecycleHookName");
        LifecycleHook old = group.hooks().get(name);
        String transition = request.lifecycleTransition();
        if (transition == null && old != null) {
            transition = old.lifecycleTransition();
        }
        if (transition == null || !List.of(Hooks.LAUNCHING, Hooks.TERMINATING).contains(transition)) {
            throw Groups.invalid("Invalid Lifecycle Transition '%s'", transition);
        }
        int heartbeat = request.heartbeatTimeout() == null ? USUAL_HEARTBEAT : request.heartbeatTimeout();
        if (heartbeat < 30 || heartbeat > 7_200) {
            throw Groups.invalid("Heartbeat Timeout must be between 30 and 7200 seconds.");
        }
        String result = request.defaultResult() == null ? "ABANDON" : request.defaultResult();
        if (!List.of("CONTINUE", "ABANDON").contains(result)) {
            throw Groups.invalid("Invalid Default Result '%s'", result);
        }
        group.hooks()
                .put(
                        name,
                        LifecycleHook.builder()
                                .lifecycleHookName(name)
                                .autoScalingGroupName(group.name())
                                .lifecycleTransition(transition)
                                .heartbeatTimeout(heartbeat)
                                .globalTimeout(Math.min(172_800, heartbeat * 100))
                                .defaultResult(result)
                                .notificationMetadata(request.notificationMetadata())
                                .notificationTargetARN(request.notificationTargetARN())
                                .roleARN(request.roleARN())
                                .build());
        return PutLifecycleHookResponse.builder().build();
    }

    private static DescribeLifecycleHooksResponse describe(Call call, DescribeLifecycleHooksRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        return DescribeLifecycleHooksResponse.builder()
                .lifecycleHooks(group.hooks().values().stream()
                        .filter(hook -> request.lifecycleHookNames().isEmpty()
                                || request.lifecycleHookNames().contains(hook.lifecycleHookName()))
                        .toList())
                .build();
    }

    /** Deletes a hook; members that wait because of it go on. */
    private static DeleteLifecycleHookResponse delete(Call call, DeleteLifecycleHookRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        String name = Groups.required(request.lifecycleHookName(), "lifecycleHookName");
        if (group.hooks().remove(name) == null) {
            throw Groups.invalid("No Lifecycle Hook found with name %s.", name);
        }
        List.copyOf(group.waits()).stream()
                .filter(wait -> wait.hook().equals(name))
                .forEach(wait -> Hooks.end(call, group, wait, wait.launching()));
        Scaler.settle(call, group);
        return DeleteLifecycleHookResponse.builder().build();
    }

    private static CompleteLifecycleActionResponse complete(Call call, CompleteLifecycleActionRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        String result = Groups.required(request.lifecycleActionResult(), "lifecycleActionResult");
        if (!List.of("CONTINUE", "ABANDON").contains(result)) {
            throw Groups.invalid("Invalid Lifecycle Action Result '%s'", result);
        }
        LifecycleWait wait =
                wait(group, request.lifecycleHookName(), request.lifecycleActionToken(), request.instanceId());
        Hooks.end(call, group, wait, result.equals("ABANDON"));
        Scaler.settle(call, group);
        return CompleteLifecycleActionResponse.builder().build();
    }

    private static RecordLifecycleActionHeartbeatResponse heartbeat(
            Call call, RecordLifecycleActionHeartbeatRequest request) {
        ScalingGroup group = Groups.find(call, request.autoScalingGroupName());
        LifecycleWait wait =
                wait(group, request.lifecycleHookName(), request.lifecycleActionToken(), request.instanceId());
        LifecycleWait longer = wait.heartbeat(call.now());
        group.waits().remove(wait);
        group.waits().add(longer);
        call.region().autoScaling().look(group, longer.deadline());
        return RecordLifecycleActionHeartbeatResponse.builder().build();
    }

    private static LifecycleWait wait(
            ScalingGroup group, String hook, @Nullable String token, @Nullable String instanceId) {
        String name = Groups.required(hook, "lifecycleHookName");
        return group.waits().stream()
                .filter(wait -> wait.hook().equals(name))
                .filter(wait -> token == null
                        ? wait.instanceId().equals(instanceId)
                        : wait.token().equals(token))
                .findFirst()
                .orElseThrow(() -> token == null
                        ? Groups.invalid(
                                "No active Lifecycle Action found with instance ID %s", String.valueOf(instanceId))
                        : Groups.invalid("No active Lifecycle Action found with token %s", token));
    }
}
