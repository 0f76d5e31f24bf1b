package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.authorization.Authorization;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Region;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * What of a fake an attacker comes to.
 *
 * @param region where the attack takes place
 * @param doors the ways for calls
 * @param authorization what judges calls
 * @param attacks the attacks on the fake
 * @param timer runs something at every so much of the fake's time
 */
public record AttackSurface(
        Region region,
        Doors doors,
        Authorization authorization,
        Attacks attacks,
        BiConsumer<Duration, Runnable> timer) {
    static final String WOULD_SUCCEED = "DryRunOperation";
    private static final Pattern READS = Pattern.compile("(Get|List|Describe|Head|Lookup|BatchGet)[A-Z].*");

    /**
     * The ways for calls.
     *
     * @param acting where calls take effect
     * @param asking where calls are only judged
     * @param signing what makes clients sign by the fake's clock
     */
    public record Doors(SdkHttpClient acting, SdkHttpClient asking, SdkPlugin signing) {}

    /** An interceptor that lets calls go on that read, and stops all others, which nothing has refused before, with {@code DryRunOperation}. */
    public static Operations.Result ask(Invocation invocation) {
        if (reads(invocation.service(), invocation.operation())) {
            return invocation.proceed();
        }
        throw new AwsError(WOULD_SUCCEED, 412, "Request would have succeeded, but it was only asked for.");
    }

    /** Whatever STS is asked to get, except the caller's name, is made. */
    private static boolean reads(String service, String operation) {
        return service.equals("sts")
                ? operation.equals("GetCallerIdentity")
                : READS.matcher(operation).matches();
    }
}
