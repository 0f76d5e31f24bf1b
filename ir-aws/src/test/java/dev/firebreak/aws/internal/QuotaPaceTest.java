package dev.firebreak.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Cost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotaPaceTest {
    private static final String MODIFY = "ec2:ModifyNetworkInterfaceAttribute";
    private static final Cost SWAP = Cost.each(MODIFY, MODIFY);

    private final AtomicLong time = new AtomicLong();
    private final QuotaPace pace = new QuotaPace(time::get);

    private static TargetRef in(String account, String region) {
        return new TargetRef("aws", account, region, "ec2-network-interface", "eni-1");
    }

    private static TargetRef here() {
        return in("111111111111", "eu-west-1");
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    @Test
    void take_moreThanTheBucketHolds_grantsWhatItHolds() {
        assertThat(pace.take(here(), SWAP, 1000).steps()).isEqualTo(50);
        assertThat(pace.take(here(), SWAP, 950).steps()).isZero();
    }

    @Test
    void take_emptyBucket_saysWhenToComeAgain() {
        pace.take(here(), SWAP, 1000);

        assertThat(pace.take(here(), SWAP, 950).pause(1)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void take_afterAWhile_grantsWhatHasComeBack() {
        pace.take(here(), SWAP, 1000);
        pass(Duration.ofSeconds(10));

        assertThat(pace.take(here(), SWAP, 950).steps()).isEqualTo(25);
    }

    @Test
    void take_otherRegionOrAccount_hasItsOwnBucket() {
        pace.take(here(), SWAP, 1000);

        assertThat(pace.take(in("111111111111", "us-east-1"), SWAP, 9).steps()).isEqualTo(9);
        assertThat(pace.take(in("222222222222", "eu-west-1"), SWAP, 9).steps()).isEqualTo(9);
    }

    @Test
    void take_togetherAndEach_paysTheFirstOnce() {
        Cost cost = Cost.each("ec2:CreateTags").together("ec2:CreateSecurityGroup");

        assertThat(pace.take(here(), cost, 200).steps()).isEqualTo(100);
        assertThat(pace.take(here(), Cost.each("ec2:CreateSecurityGroup"), 200).steps())
                .isEqualTo(49);
    }

    @Test
    void take_actionWithoutKnownQuota_grantsAll() {
        assertThat(pace.take(here(), Cost.each("iam:PutRolePolicy"), 5000).steps())
                .isEqualTo(5000);
    }

    @Test
    void throttled_bucketOfOthersToo_isEmptyAndSlower() {
        pace.throttled("111111111111", "eu-west-1", MODIFY);
        assertThat(pace.take(here(), SWAP, 10).steps()).isZero();
        pass(Duration.ofSeconds(2));

        assertThat(pace.take(here(), SWAP, 10).steps()).isBetween(3, 4);
    }

    @Test
    void throttled_longAgo_isAsFastAsDocumented() {
        pace.throttled("111111111111", "eu-west-1", MODIFY);
        pass(Duration.ofMinutes(10));
        pace.take(here(), SWAP, 1000);
        pass(Duration.ofSeconds(10));

        assertThat(pace.take(here(), SWAP, 1000).steps()).isEqualTo(25);
    }
}
