package dev.firebreak.testkit.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.ManualClock;
import dev.firebreak.testkit.world.RegionQuota;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

class QuotasTest {
    private final FakeAws fake = FakeAws.builder()
            .clock(ManualClock.create())
            .quotas(Quotas.documented().scaledBy(0.1).bucket("ec2", "DescribeSubnets", 7, 1))
            .build();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void scaledBy_tenth_scalesWhatIsPublishedAndKeepsOneToken() {
        assertThat(QuotaCasesTest.admitted(fake.ec2()::describeVpcs)).isEqualTo(10);
        assertThat(QuotaCasesTest.admitted(fake.ec2()::describeSubnets)).isEqualTo(7);
        assertThat(QuotaCasesTest.admitted(() ->
                        fake.ec2().runInstances(request -> request.minCount(1).maxCount(1))))
                .isEqualTo(1);
    }

    @Test
    void documented_iam_isSharedByAllRegions() {
        fake.quotas(Quotas.documented());

        assertThat(QuotaCasesTest.admitted(fake.iam()::listUsers)).isEqualTo(100);

        try (IamClient other =
                fake.configure(IamClient.builder()).region(Region.US_EAST_1).build()) {
            assertThatThrownBy(other::listUsers).hasMessageContaining("Rate exceeded");
        }
    }

    @Test
    void documented_autoScaling_hasTheAssumedBuckets() {
        fake.quotas(Quotas.documented());

        assertThat(QuotaCasesTest.admitted(fake.autoScaling()::describeAutoScalingGroups))
                .isEqualTo(100);
        assertThat(QuotaCasesTest.admitted(
                        () -> fake.autoScaling().suspendProcesses(suspend -> suspend.autoScalingGroupName("web"))))
                .isEqualTo(50);
        assertThatThrownBy(() -> fake.autoScaling().describeAutoScalingGroups()).hasMessageContaining("Rate exceeded");
    }

    @Test
    void raised_quota_staysWhenRatesChange() {
        var quotas = Quotas.none().raised(RegionQuota.SECURITY_GROUPS, 10_000).bucket("ec2", "CreateVpc", 1, 1);

        fake.quotas(quotas.scaledBy(2));
        assertThat(fake.world().most(RegionQuota.SECURITY_GROUPS)).isEqualTo(10_000);
        fake.quotas(Quotas.none());
        assertThat(fake.world().most(RegionQuota.SECURITY_GROUPS)).isEqualTo(2_500);
        assertThatThrownBy(() -> quotas.raised(RegionQuota.NETWORK_INTERFACES, 0))
                .hasMessage("Invalid quota of NETWORK_INTERFACES: 0 (must be 1 or more)");
    }

    @Test
    void bucket_nonsense_isRefusedAtOnce() {
        assertThatThrownBy(() -> Quotas.none().bucket("ec2", "CreateTags", 0, 1))
                .hasMessageContaining("capacity 0.0");
        assertThatThrownBy(() -> Quotas.none().bucket("ec2", "CreateTags", 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quotas.documented().scaledBy(0))
                .hasMessage("Invalid factor: 0.0 (must be more than 0)");
    }
}
