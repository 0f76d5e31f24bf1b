package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** Records what groups do. */
final class Activities {
    private Activities() {}

    /** Records what was done, and answers it as the call that asked for it does: still in progress. */
    static Activity record(Call call, ScalingGroup group, String description, String cause) {
        Activity done = activity(call, group, description, cause)
                .statusCode(ScalingActivityStatusCode.SUCCESSFUL)
                .progress(100)
                .endTime(call.now())
                .build();
        group.activities().add(done);
        return done.copy(copy -> copy.statusCode(ScalingActivityStatusCode.IN_PROGRESS)
                .progress(50)
                .endTime(null));
    }

    static Activity recordFailure(Call call, ScalingGroup group, String description, String message) {
        Activity failed = activity(call, group, description, cause(call, "an instance was to be started"))
                .statusCode(ScalingActivityStatusCode.FAILED)
                .statusMessage(message)
                .progress(100)
                .endTime(call.now())
                .build();
        group.activities().add(failed);
        return failed;
    }

    static String cause(Call call, String what) {
        return "At " + call.now() + " " + what + ".";
    }

    private static Activity.Builder activity(Call call, ScalingGroup group, String description, String cause) {
        return Activity.builder()
                .activityId(call.world().ids().uuid())
                .autoScalingGroupName(group.name())
                .autoScalingGroupARN(group.settings().autoScalingGroupARN())
                .description(description)
                .cause(cause)
                .details("{}")
                .startTime(call.now());
    }
}
