package dev.firebreak.testkit.service.ec2.instance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Moves instances from state to state, and tells each state as it is entered. */
public final class StateChanges {
    private StateChanges() {}

    /** Moves an instance to a state through another, in which it stays for this time. */
    public static void move(
            Call call, Ec2Instance instance, InstanceStateName through, InstanceStateName to, Duration time) {
        instance.move(through, to, call.now().plus(time));
        call.region().ec2().changesState(instance.id(), instance.settles());
        tell(call, instance, through, to);
    }

    /** Tells that an instance was launched, and when it is due, that it runs. */
    public static void launched(Call call, Ec2Instance instance) {
        tell(call, instance, InstanceStateName.PENDING, InstanceStateName.RUNNING);
    }

    private static void tell(Call call, Ec2Instance instance, InstanceStateName through, InstanceStateName to) {
        Region region = call.region();
        Instant settles = instance.settles();
        publish(region, instance.id(), through, call.now());
        if (settles.isAfter(call.now())) {
            region.ec2().later(settles, () -> {
                // An instance that was terminated meanwhile never enters the state it was going to.
                if (instance.settles().equals(settles) && instance.state(settles) == to) {
                    publish(region, instance.id(), to, settles);
                }
            });
        } else {
            publish(region, instance.id(), to, settles);
        }
    }

    private static void publish(Region region, String id, InstanceStateName state, Instant when) {
        String account = region.account().id();
        var detail =
                JsonNodeFactory.instance.objectNode().put("instance-id", id).put("state", state.toString());
        region.world()
                .events()
                .publish(new AwsEvent(
                        "aws.ec2",
                        "EC2 Instance State-change Notification",
                        account,
                        region.name(),
                        when,
                        List.of("arn:aws:ec2:" + region.name() + ":" + account + ":instance/" + id),
                        detail));
    }
}
