package dev.firebreak.testkit.service.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class AutoScalingCasesTest extends ServiceCases {
    private static final String HOOKS =
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html";
    private static final String HEALTH =
            "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceHealth.html";
    private static final String TAGS =
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html";
    private static final String GROUP = "web";

    private AutoScalingClient withMember(InstanceSpec spec) {
        Estate.in(fake).launch(spec.inAutoScalingGroup(GROUP));
        return client(AutoScalingClient.builder());
    }

    private AutoScalingClient withMember() {
        return withMember(InstanceSpec.named("web"));
    }

    private static List<Instance> members(AutoScalingClient scaling) {
        return scaling.describeAutoScalingGroups(request -> request.autoScalingGroupNames(GROUP))
                .autoScalingGroups()
                .get(0)
                .instances();
    }

    private static void hook(AutoScalingClient scaling, String name, String transition, String result) {
        scaling.putLifecycleHook(request -> request.autoScalingGroupName(GROUP)
                .lifecycleHookName(name)
                .lifecycleTransition("autoscaling:EC2_INSTANCE_" + transition)
                .heartbeatTimeout(300)
                .defaultResult(result));
    }

    private static void desire(AutoScalingClient scaling, int capacity) {
        scaling.setDesiredCapacity(
                request -> request.autoScalingGroupName(GROUP).desiredCapacity(capacity));
    }

    private InstanceStateName state(String instanceId) {
        return fake.ec2()
                .describeInstances(request -> request.instanceIds(instanceId))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .state()
                .name();
    }

    @Test
    @AwsFact(value = "With a hook a new member waits until its action is completed", source = HOOKS)
    void putLifecycleHook_launching_letsTheMemberWait() {
        AutoScalingClient scaling = withMember();
        hook(scaling, "check", "LAUNCHING", "ABANDON");

        desire(scaling, 2);
        Instance waiting = members(scaling).get(1);
        assertThat(waiting.lifecycleState()).isEqualTo(LifecycleState.PENDING_WAIT);
        scaling.completeLifecycleAction(request -> request.autoScalingGroupName(GROUP)
                .lifecycleHookName("check")
                .instanceId(waiting.instanceId())
                .lifecycleActionResult("CONTINUE"));

        assertThat(members(scaling).get(1).lifecycleState()).isEqualTo(LifecycleState.IN_SERVICE);
    }

    @Test
    @AwsFact(value = "A member with a hook for its termination runs on until the timeout", source = HOOKS)
    void putLifecycleHook_terminating_keepsTheInstanceUntilTheTimeout() {
        AutoScalingClient scaling = withMember();
        hook(scaling, "evidence", "TERMINATING", "CONTINUE");
        String member = members(scaling).get(0).instanceId();

        scaling.terminateInstanceInAutoScalingGroup(
                request -> request.instanceId(member).shouldDecrementDesiredCapacity(false));

        assertThat(members(scaling))
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.TERMINATING_WAIT, LifecycleState.IN_SERVICE);
        assertThat(state(member)).isEqualTo(InstanceStateName.RUNNING);
        clock.advance(Duration.ofSeconds(300));
        assertThat(members(scaling)).hasSize(1);
        assertThat(state(member)).isEqualTo(InstanceStateName.TERMINATED);
    }

    @Test
    @AwsFact(value = "A heartbeat begins the timeout of a waiting member anew", source = HOOKS)
    void recordLifecycleActionHeartbeat_waiting_waitsLonger() {
        AutoScalingClient scaling = withMember();
        hook(scaling, "evidence", "TERMINATING", "CONTINUE");
        String member = members(scaling).get(0).instanceId();
        scaling.terminateInstanceInAutoScalingGroup(
                request -> request.instanceId(member).shouldDecrementDesiredCapacity(false));

        clock.advance(Duration.ofSeconds(200));
        scaling.recordLifecycleActionHeartbeat(request -> request.autoScalingGroupName(GROUP)
                .lifecycleHookName("evidence")
                .instanceId(member));
        clock.advance(Duration.ofSeconds(200));

        assertThat(members(scaling)).hasSize(2);
        clock.advance(Duration.ofSeconds(100));
        assertThat(members(scaling)).hasSize(1);
    }

    @Test
    @AwsFact(value = "Only a member that waits has a lifecycle action to complete", source = HOOKS)
    void completeLifecycleAction_notWaiting_isRefused() {
        AutoScalingClient scaling = withMember();
        hook(scaling, "check", "LAUNCHING", "ABANDON");
        String member = members(scaling).get(0).instanceId();

        assertThat(Refused.by(() -> scaling.completeLifecycleAction(request -> request.autoScalingGroupName(GROUP)
                        .lifecycleHookName("check")
                        .instanceId(member)
                        .lifecycleActionResult("CONTINUE"))))
                .isEqualTo("ValidationError: No active Lifecycle Action found with instance ID " + member);
    }

    @Test
    @AwsFact(value = "A member that is set unhealthy is terminated and replaced", source = HEALTH)
    void setInstanceHealth_unhealthy_replaces() {
        AutoScalingClient scaling = withMember();
        String member = members(scaling).get(0).instanceId();

        scaling.setInstanceHealth(request -> request.instanceId(member).healthStatus("Unhealthy"));

        assertThat(state(member)).isEqualTo(InstanceStateName.TERMINATED);
        assertThat(members(scaling))
                .singleElement()
                .satisfies(other -> assertThat(other.instanceId()).isNotEqualTo(member));
    }

    @Test
    @AwsFact(value = "Tags of a group are updated, found by filters and deleted", source = TAGS)
    void createOrUpdateTags_twice_keepsTheLast() {
        AutoScalingClient scaling = withMember();
        for (String value : List.of("IR-1", "IR-2")) {
            scaling.createOrUpdateTags(request -> request.tags(tag("incident", value)));
        }

        assertThat(scaling.describeTags().tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("IR-2"));
        scaling.deleteTags(request -> request.tags(tag("incident", null)));

        assertThat(scaling.describeTags().tags()).isEmpty();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder()
                .resourceId(GROUP)
                .resourceType("auto-scaling-group")
                .key(key)
                .value(value)
                .propagateAtLaunch(false)
                .build();
    }
}
