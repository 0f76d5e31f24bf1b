package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.lag.Lag;
import dev.firebreak.testkit.world.lag.Lags;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets operations see late what others have changed. Those that change the state of their own service see that as it is; all else is read
 * as it was, save EC2's resources by other services.
 */
public final class Sight implements Interceptor {
    private static final Set<String> BUCKET_CONFIGURATION = Set.of(
            "PutPublicAccessBlock",
            "DeletePublicAccessBlock",
            "PutObjectLockConfiguration",
            "PutAccountPublicAccessBlock",
            "DeleteAccountPublicAccessBlock");

    private Sight() {}

    /** The interceptor, which goes around nothing but the operation. */
    public static Sight create() {
        return new Sight();
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        Lags lags = invocation.call().world().lags();
        if (lags.areNone()) {
            return invocation.proceed();
        }
        return iam(lags.iam(), invocation, () -> ec2(lags.ec2(), invocation, () -> s3(lags.s3(), invocation)));
    }

    private static Operations.Result iam(Lag lag, Invocation invocation, Supplier<Operations.Result> operation) {
        boolean changes = invocation.service().equals("iam") && !reads(invocation.operation());
        return changes ? operation.get() : lag.past(operation);
    }

    private static Operations.Result ec2(Lag lag, Invocation invocation, Supplier<Operations.Result> operation) {
        boolean reads = invocation.service().equals("ec2") && reads(invocation.operation());
        return reads ? lag.past(operation) : operation.get();
    }

    /** A bucket is configured by default as soon as it is there. */
    private static Operations.Result s3(Lag lag, Invocation invocation) {
        String name = invocation.operation();
        if (name.equals("CreateBucket")) {
            return lag.settled(invocation::proceed);
        }
        boolean configures = BUCKET_CONFIGURATION.contains(name) || name.matches("(Put|Delete)Bucket.*");
        return configures ? invocation.proceed() : lag.past(invocation::proceed);
    }

    private static boolean reads(String operation) {
        return operation.matches("(Describe|Get|List|Search|Simulate)[A-Z].*");
    }
}
