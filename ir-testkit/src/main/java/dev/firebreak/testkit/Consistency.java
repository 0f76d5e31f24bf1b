package dev.firebreak.testkit;

import dev.firebreak.testkit.world.lag.Lag;
import dev.firebreak.testkit.world.lag.Lags;
import java.time.Clock;
import java.time.Duration;

/**
 * How late the calls to a fake see what other calls have changed. In AWS that takes seconds, rarely minutes; here it takes exactly as long
 * as is set, by the fake's clock.
 *
 * <pre>{@code
 * FakeAws.builder().consistency(Consistency.none().iam(Duration.ofSeconds(30)).ec2(Duration.ofSeconds(10)))
 * }</pre>
 *
 * <p>What does not lag: sessions of STS, which hold at once; passwords, SSH keys, certificates, identity providers and the password policy
 * of IAM; {@code GetAccessKeyLastUsed}; EC2's settings that are not resources (encryption by default, DNS attributes of VPCs, further
 * versions of launch templates, locks and modifications of volumes and snapshots), and its resources as other services see them; what
 * EC2 does by itself as time goes by; whether a bucket exists; S3 objects, which are strongly consistent; and all other services.
 * Neither do {@link FakeAws#snapshot()}, {@link FakeAwsAssertions}, {@link Estate} and {@link Fleet}.
 *
 * <p>See "Eventual consistency in the Amazon EC2 API" in the Amazon EC2 Developer Guide, "Changes that I make are not always immediately
 * visible" in the IAM User Guide, and "Amazon S3 data consistency model" in the Amazon S3 User Guide.
 */
public final class Consistency {
    private static final Consistency NONE = new Consistency(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final Duration iam;
    private final Duration ec2;
    private final Duration s3Configuration;

    private Consistency(Duration iam, Duration ec2, Duration s3Configuration) {
        this.iam = iam;
        this.ec2 = ec2;
        this.s3Configuration = s3Configuration;
    }

    /** Everything is seen at once. */
    public static Consistency none() {
        return NONE;
    }

    /**
     * Changes of users, groups, roles, instance profiles, policies and access keys are seen this much later: by those who read them, by
     * authentication and authorization, and by the other services. A call that changes IAM sees what it changes as it is, but no
     * principal in a policy that is newer. If not set, at once.
     */
    public Consistency iam(Duration bound) {
        return new Consistency(checked(bound), ec2, s3Configuration);
    }

    /**
     * Calls that describe see the resources of EC2 and their tags as they were this long ago, and no call may name a resource that is
     * newer. If not set, as they are.
     */
    public Consistency ec2(Duration bound) {
        return new Consistency(iam, checked(bound), s3Configuration);
    }

    /**
     * Changes of the configuration of a bucket, and of Block Public Access of an account, are seen and take effect this much later. A new
     * bucket is configured at once. If not set, at once.
     */
    public Consistency s3Configuration(Duration bound) {
        return new Consistency(iam, ec2, checked(bound));
    }

    private static Duration checked(Duration bound) {
        if (bound.isNegative()) {
            throw new IllegalArgumentException("Invalid bound: " + bound + " (must not be negative)");
        }
        return bound;
    }

    Lags lags(Clock clock) {
        return new Lags(Lag.of(iam, clock), Lag.of(ec2, clock), Lag.of(s3Configuration, clock));
    }
}
