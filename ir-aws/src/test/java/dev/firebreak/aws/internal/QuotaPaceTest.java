package dev.firebreak.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.RequestQuota;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Pace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaPaceTest {
    private static final String MODIFY = "ec2:ModifyNetworkInterfaceAttribute";
    private static final String PUT = "iam:PutRolePolicy";
    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-west-1";
    private static final Cost SWAP = Cost.each(MODIFY, MODIFY);

    private final AtomicLong time = new AtomicLong();
    private final QuotaPace pace = pace();

    private QuotaPace pace(RequestQuota... quotas) {
        return new QuotaPace(List.of(quotas), time::get, this::pass);
    }

    private static TargetRef in(String account, String region) {
        return new TargetRef("aws", account, region, "ec2-network-interface", "eni-1");
    }

    private static TargetRef here() {
        return in(ACCOUNT, REGION);
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
        pace.take(here(), SWAP, 1000).use(() -> calls(MODIFY, 100));
        pass(Duration.ofSeconds(10));

        assertThat(pace.take(here(), SWAP, 950).steps()).isEqualTo(25);
    }

    @Test
    void take_callsMadeLongAfterTheyWerePaidFor_nothingCameBackMeanwhile() {
        Pace.Grant grant = pace.take(here(), SWAP, 1000);
        pass(Duration.ofMinutes(1));
        grant.use(() -> calls(MODIFY, 100));

        assertThat(pace.take(here(), SWAP, 950).steps()).isZero();
    }

    @Test
    void take_callThatIsNotAnsweredYet_hasItsToken() {
        QuotaPace.Call call = begin(MODIFY);
        pass(Duration.ofMinutes(1));
        assertThat(pace.take(here(), Cost.each(MODIFY), 100).steps()).isEqualTo(99);

        call.answered();
        call.answered();
        pass(Duration.ofSeconds(1));

        assertThat(pace.take(here(), Cost.each(MODIFY), 100).steps()).isEqualTo(1);
    }

    @Test
    void await_moreThanTheBucketHolds_waitsForAFullOne() throws InterruptedException {
        calls(MODIFY, 100);

        Pace.Grant grant = pace.await(here(), SWAP, 60);

        assertThat(grant.steps()).isEqualTo(50);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(20));
        grant.use(() -> calls(MODIFY, 100));
        assertThat(passed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void await_interrupted_givesBackWhatItWouldHaveTaken() {
        var interrupted = new QuotaPace(List.of(), time::get, duration -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> interrupted.await(here(), SWAP, 50)).isInstanceOf(InterruptedException.class);

        assertThat(interrupted.take(here(), SWAP, 50).steps()).isEqualTo(50);
    }

    @Test
    void awaitCall_paidForAndThreadInterrupted_isMade() {
        var interrupted = new QuotaPace(List.of(), time::get, duration -> {
            throw new InterruptedException();
        });

        interrupted
                .take(here(), Cost.each(MODIFY), 1)
                .use(() -> assertThatCode(() -> interrupted.awaitCall(ACCOUNT, REGION, MODIFY))
                        .doesNotThrowAnyException());
    }

    @Test
    void take_otherRegionOrAccount_hasItsOwnBucket() {
        pace.take(here(), SWAP, 1000);

        assertThat(pace.take(in(ACCOUNT, "us-east-1"), SWAP, 9).steps()).isEqualTo(9);
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
        refuse(MODIFY);
        assertThat(pace.take(here(), SWAP, 10).steps()).isZero();
        pass(Duration.ofSeconds(2));

        assertThat(pace.take(here(), SWAP, 10).steps()).isBetween(3, 4);
    }

    @Test
    void throttled_longAgo_isAsFastAsDocumented() {
        refuse(MODIFY);
        pass(Duration.ofMinutes(10));
        pace.take(here(), SWAP, 1000).use(() -> calls(MODIFY, 100));
        pass(Duration.ofSeconds(10));

        assertThat(pace.take(here(), SWAP, 1000).steps()).isEqualTo(25);
    }

    @Test
    void throttled_manyCallsUnderWayAtOnce_isSlowerOnce() {
        List<QuotaPace.Call> calls =
                IntStream.range(0, 16).mapToObj(call -> begin(MODIFY)).toList();
        calls.forEach(QuotaPace.Call::throttled);
        pass(Duration.ofSeconds(2));

        assertThat(pace.take(here(), SWAP, 10).steps()).isEqualTo(3);
        assertThat(pace.usage().throttled()).isEqualTo(16);
    }

    @Test
    void use_callsNotMade_areGivenBack() {
        Pace.Grant grant = pace.take(here(), SWAP, 50);

        grant.use(() -> {
            call(MODIFY);
            call(MODIFY);
        });

        assertThat(pace.take(here(), SWAP, 50).steps()).isEqualTo(49);
    }

    @Test
    void use_callsOfThreadsThatItMakes_arePaidFor() {
        pace.take(here(), SWAP, 50).use(() -> {
            for (int thread = 0; thread < 10; thread++) {
                joined(new Thread(() -> calls(MODIFY, 10)));
            }
        });

        assertThat(passed()).isZero();
        assertThat(pace.take(here(), SWAP, 50).steps()).isZero();
    }

    private static void joined(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void use_callOfAThreadThatOutlivesIt_paysForItself() {
        var late = new AtomicReference<Thread>();
        pace.take(here(), SWAP, 50).use(() -> late.set(new Thread(() -> call(MODIFY))));

        joined(late.get());

        assertThat(pace.take(here(), SWAP, 50).steps()).isEqualTo(49);
    }

    @Test
    void use_moreCallsThanPaidFor_payOneByOne() {
        pace.take(here(), SWAP, 49).use(() -> calls(MODIFY, 98));
        pace.take(here(), SWAP, 1).use(() -> calls(MODIFY, 3));

        assertThat(passed()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void awaitCall_readsBeyondTheBucket_waitForTwentyASecond() {
        calls("ec2:DescribeInstances", 100);
        assertThat(passed()).isZero();
        calls("ec2:DescribeInstances", 40);

        assertThat(passed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.usage().waited()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void usage_stepsThatWaited_tellsHowLongOncePerBucket() {
        pace.take(here(), SWAP, 100);
        pass(Duration.ofSeconds(7));
        pace.take(here(), SWAP, 80);
        pass(Duration.ofSeconds(5));

        assertThat(pace.usage().waited()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void usage_nobodyWaitsAnyMore_standsStill() {
        pace.take(here(), SWAP, 55);
        pass(Duration.ofDays(1));

        assertThat(pace.usage().waited()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void timeFor_moreThanTheBucket_isWhatItTakesToRefill() {
        Cost thousand = new Cost(Collections.nCopies(2000, MODIFY), List.of("ec2:CreateTags"));

        assertThat(pace.timeFor(here(), thousand)).isEqualTo(Duration.ofSeconds(380));
        assertThat(pace.timeFor(here(), Cost.each("iam:PutRolePolicy"))).isZero();
    }

    @Test
    void take_unknownQuotaAfterRefusals_fallsBelowWhatWasRefusedAndRisesAgain() {
        for (int second = 0; second < 10; second++) {
            calls(PUT, 20);
            pass(Duration.ofSeconds(1));
        }
        refuse(PUT);

        assertThat(perSecond(PUT)).isBetween(5, 15);
        pass(Duration.ofMinutes(5));
        assertThat(perSecond(PUT)).isBetween(30, 60);
    }

    @Test
    void take_unknownQuotaRefusedAgainAndAgain_goesOnSlowly() {
        for (int second = 0; second < 60; second++) {
            refuse(PUT);
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofSeconds(2));

        assertThat(pace.take(here(), Cost.each(PUT, PUT, PUT), 1).steps()).isEqualTo(1);
    }

    @Test
    void throttled_iam_slowsAllRegionsOfTheAccount() {
        refuse(PUT);

        assertThat(pace.take(in(ACCOUNT, "us-east-1"), Cost.each(PUT), 1).steps())
                .isZero();
        assertThat(pace.take(in("222222222222", ""), Cost.each(PUT), 1).steps()).isEqualTo(1);
    }

    @Test
    void throttled_autoScaling_slowsOneRegion() {
        String detach = "autoscaling:DetachInstances";
        refuse(detach);

        assertThat(pace.take(here(), Cost.each(detach), 1).steps()).isZero();
        assertThat(pace.take(in(ACCOUNT, "us-east-1"), Cost.each(detach), 1).steps())
                .isEqualTo(1);
    }

    @Test
    void take_quotasThatWereSet_lastThatFitsCounts() {
        QuotaPace set = pace(
                RequestQuota.of(MODIFY, 40, 5),
                RequestQuota.of(MODIFY, 400, 20).inAccount("222222222222").inRegion("eu-west-1"));

        assertThat(set.take(here(), SWAP, 1000).steps()).isEqualTo(20);
        assertThat(set.take(in("222222222222", "us-east-1"), SWAP, 1000).steps())
                .isEqualTo(20);
        assertThat(set.take(in("222222222222", "eu-west-1"), SWAP, 1000).steps())
                .isEqualTo(200);
    }

    @Test
    void take_stepThatCostsMoreThanTheBucketHolds_goesWhenItIsFull() {
        QuotaPace set = pace(RequestQuota.of(MODIFY, 1, 1));

        assertThat(set.take(here(), SWAP, 3).steps()).isEqualTo(1);
        assertThat(set.take(here(), SWAP, 2).pause(1)).isEqualTo(Duration.ofSeconds(2));
    }

    private int perSecond(String action) {
        spend(action);
        pass(Duration.ofSeconds(1));
        return spend(action);
    }

    /** Makes as many calls as there may be now. */
    private int spend(String action) {
        Pace.Grant grant = pace.take(here(), Cost.each(action), 1000);
        grant.use(() -> calls(action, grant.steps()));
        return grant.steps();
    }

    private void calls(String action, int count) {
        for (int made = 0; made < count; made++) {
            call(action);
        }
    }

    private void call(String action) {
        begin(action).answered();
    }

    private void refuse(String action) {
        begin(action).throttled();
    }

    private QuotaPace.Call begin(String action) {
        try {
            return pace.awaitCall(ACCOUNT, REGION, action);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Duration passed() {
        return Duration.ofNanos(time.get());
    }
}
