package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

@FakeAwsTest(accountId = "210987654321", region = "us-east-1", manualClock = true)
class FakeAwsExtensionTest {
    private static final Set<FakeAws> SEEN = new HashSet<>();
    private final FakeAws constructed;

    FakeAwsExtensionTest(FakeAws constructed) {
        this.constructed = constructed;
    }

    @BeforeEach
    void create(IamClient iam) {
        iam.createUser(request -> request.userName("once"));
    }

    @RepeatedTest(2)
    void everyTest_hasAFreshFake(FakeAws fake, IamClient iam) {
        assertThat(SEEN.add(fake)).isTrue();
        assertThat(fake).isSameAs(constructed);
        assertThat(iam.listUsers().users()).hasSize(1);
    }

    @Test
    void parameters_clients_reachTheFake(
            FakeAws fake, StsClient sts, Ec2Client ec2, S3Client s3, AutoScalingClient autoScaling) {
        assertThat(sts.getCallerIdentity().account()).isEqualTo("210987654321");
        assertThat(fake.region().id()).isEqualTo("us-east-1");
        assertThat(ec2).isSameAs(fake.ec2());
        assertThat(s3).isSameAs(fake.s3());
        assertThat(autoScaling).isSameAs(fake.autoScaling());
    }

    @Test
    void parameters_manualClock_isTheWorlds(FakeAws fake, ManualClock clock) {
        var before = fake.world().now();

        clock.advance(Duration.ofMinutes(5));

        assertThat(fake.world().now()).isEqualTo(before.plusSeconds(300));
    }
}
