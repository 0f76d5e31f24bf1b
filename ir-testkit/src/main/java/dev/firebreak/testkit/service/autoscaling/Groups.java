package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** Finds groups and members, and refuses in the words of Auto Scaling. */
final class Groups {
    private static final int MEMBERS_PER_CALL = 20;

    private Groups() {}

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("ValidationError", message, arguments);
    }

    /** The value of a required parameter, or the refusal. */
    static <T> T required(@Nullable T value, String parameter) {
        if (value == null) {
            throw invalid(
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null",
                    parameter);
        }
        return value;
    }

    /** The group with this name, or the refusal. */
    static ScalingGroup find(Call call, @Nullable String name) {
        String wanted = required(name, "autoScalingGroupName");
        ScalingGroup group = call.region().autoScaling().groups().get(wanted);
        if (group == null) {
            throw invalid("AutoScalingGroup name not found - AutoScalingGroup '%s' not found", wanted);
        }
        return group;
    }

    /** The members with these ids, each in one of the states, or the refusal; at most 20 at a time. */
    static List<Instance> members(ScalingGroup group, List<String> ids, LifecycleState... states) {
        if (ids.isEmpty() || ids.size() > MEMBERS_PER_CALL) {
            throw invalid(
                    "1 validation error detected: Value at 'instanceIds' failed to satisfy constraint: Member must have length between 1 and %d",
                    MEMBERS_PER_CALL);
        }
        var members = new ArrayList<Instance>();
        for (String id : ids) {
            Instance member = group.member(id)
                    .orElseThrow(
                            () -> invalid("The instance %s is not part of Auto Scaling group %s.", id, group.name()));
            if (!List.of(states).contains(member.lifecycleState())) {
                throw invalid("The instance %s is not in %s.", id, words(states));
            }
            members.add(member);
        }
        return members;
    }

    /** Changes the desired capacity, or refuses when that would leave the group's sizes. */
    static void changeDesired(ScalingGroup group, int by, String purpose) {
        var settings = group.settings();
        int desired = settings.desiredCapacity() + by;
        if (desired < settings.minSize() || desired > settings.maxSize()) {
            int count = Math.abs(by);
            throw invalid(
                    "AutoScalingGroup %s has min-size=%d, max-size=%d, and desired-size=%d. To %s %d instance%s, please update the AutoScalingGroup sizes appropriately.",
                    group.name(),
                    settings.minSize(),
                    settings.maxSize(),
                    settings.desiredCapacity(),
                    purpose,
                    count,
                    count == 1 ? "" : "s");
        }
        group.change(copy -> copy.desiredCapacity(desired));
    }

    private static String words(LifecycleState... states) {
        return String.join(
                " or ", List.of(states).stream().map(LifecycleState::toString).toList());
    }
}
