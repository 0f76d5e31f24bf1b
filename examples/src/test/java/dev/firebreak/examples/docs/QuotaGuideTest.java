package dev.firebreak.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.RequestQuota;
import dev.firebreak.spi.Cost;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaGuideTest {
    @Test
    void requestQuotas_raised_holdInTheirAccountAndRegion() {
        // region quotas
        AwsProvider aws = AwsProvider.builder()
                .requestQuotas(
                        RequestQuota.of("ec2:ModifyNetworkInterfaceAttribute", 400, 20)
                                .inAccount("111122223333")
                                .inRegion("eu-west-1"),
                        RequestQuota.of("iam:PutRolePolicy", 10, 5))
                .build();
        // endregion
        try (aws) {
            var thousand = new Cost(Collections.nCopies(1000, "ec2:ModifyNetworkInterfaceAttribute"), List.of());

            assertThat(aws.pace().timeFor(in("eu-west-1"), thousand)).isEqualTo(Duration.ofSeconds(30));
            assertThat(aws.pace().timeFor(in("us-east-1"), thousand)).isEqualTo(Duration.ofSeconds(180));
        }
    }

    private static TargetRef in(String region) {
        return new TargetRef("aws", "111122223333", region, "ec2-instance", "i-1");
    }
}
