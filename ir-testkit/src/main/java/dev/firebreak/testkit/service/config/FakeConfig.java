package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * What a test tells the fake AWS Config beside API calls.
 *
 * <p>Threading: under the world's monitor.
 */
public final class FakeConfig {
    private FakeConfig() {}

    /** Sets how long it takes from a change until its item can be read. If not set, two minutes. */
    public static void lag(World world, Duration lag) {
        Recorders.of(world).lag(lag);
    }

    /** The token with which the function of a custom rule, given by its ARN, puts its evaluations. */
    public static String token(String ruleArn) {
        return Base64.getEncoder().encodeToString(("result:" + ruleArn).getBytes(StandardCharsets.UTF_8));
    }
}
