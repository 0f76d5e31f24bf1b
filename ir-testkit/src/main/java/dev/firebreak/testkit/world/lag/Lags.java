package dev.firebreak.testkit.world.lag;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far each kind of state lags.
 *
 * @param iam users, roles, groups, instance profiles, policies and access keys
 * @param ec2 the resources of EC2 and their tags
 * @param s3 the configurations of buckets
 */
public record Lags(Lag iam, Lag ec2, Lag s3) {
    /** Nothing lags. */
    public static Lags none() {
        Lag none = Lag.of(Duration.ZERO, Clock.systemUTC());
        return new Lags(none, none, none);
    }

    /** Whether everything is seen at once. */
    public boolean areNone() {
        return iam.isNone() && ec2.isNone() && s3.isNone();
    }

    /** Has something read all state as it is, and change it so that everybody sees it at once. */
    public <T extends @Nullable Object> T settled(Supplier<T> doing) {
        return iam.settled(() -> ec2.settled(() -> s3.settled(doing)));
    }

    /** Has something read all state as it was, each part one bound ago. */
    public <T extends @Nullable Object> T past(Supplier<T> reading) {
        return iam.past(() -> ec2.past(() -> s3.past(reading)));
    }
}
