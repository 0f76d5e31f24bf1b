package dev.firebreak.testkit;

import java.time.Duration;

/** Cases of a fake that shows late what has changed: IAM, EC2 and the configuration of buckets, each after a bound of its own. */
abstract class ConsistencyCases extends ServiceCases {
    static final Duration EC2_BOUND = Duration.ofSeconds(10);
    static final Duration IAM_BOUND = Duration.ofSeconds(30);
    static final Duration S3_BOUND = Duration.ofMinutes(1);

    @Override
    protected FakeAwsBuilder settings(FakeAwsBuilder builder) {
        return builder.consistency(
                Consistency.none().iam(IAM_BOUND).ec2(EC2_BOUND).s3Configuration(S3_BOUND));
    }

    final void almost(Duration bound) {
        clock.advance(bound.minusMillis(1));
    }

    final void atLast() {
        clock.advance(Duration.ofMillis(1));
    }
}
