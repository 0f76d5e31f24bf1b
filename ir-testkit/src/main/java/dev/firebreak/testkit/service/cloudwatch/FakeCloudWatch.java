package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.world.World;
import java.util.function.Consumer;

/**
 * The door to the fake CloudWatch for other fake services and for tests.
 *
 * <p>Threading: under the world's monitor.
 */
public final class FakeCloudWatch {
    private FakeCloudWatch() {}

    /** Hands every action of an alarm to a listener, such as the fake SNS. */
    public static void onAction(World world, Consumer<AlarmAction> listener) {
        AlarmClock.of(world).listen(listener);
    }

    /** Evaluates all alarms up to now, as happens before every call to any service. */
    public static void evaluateAlarms(World world) {
        AlarmClock.of(world).catchUp(world.now());
    }
}
