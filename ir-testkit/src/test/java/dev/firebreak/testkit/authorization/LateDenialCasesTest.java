package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Consistency;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.FakeAwsBuilder;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

class LateDenialCasesTest extends EnforcedCases {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Override
    protected FakeAwsBuilder settings(FakeAwsBuilder builder) {
        return super.settings(builder).consistency(Consistency.none().iam(BOUND));
    }

    @Test
    @AwsFact(
            value = "A policy that denies does not bite until it has spread",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html")
    void putUserPolicy_deny_bitesAtLast() {
        var credentials = user("mallory", EVERYTHING);
        clock.advance(BOUND);
        Ec2Client mallory = client(Ec2Client.builder(), credentials);
        root().putUserPolicy(put -> put.userName("mallory").policyName("d").policyDocument(policy(deny("*", "*"))));
        clock.advance(BOUND.minusMillis(1));

        assertThat(mallory.describeVpcs().vpcs()).isNotEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(Refused.by(mallory::describeVpcs)).startsWith("UnauthorizedOperation");
    }
}
