package dev.firebreak.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.TargetRef;
import org.junit.jupiter.api.Test;

class CallerIdentityTest {
    private static final TargetRef RESOURCE = TargetRef.parse("aws:123456789012:eu-west-1:ec2-vpc/vpc-1");

    @Test
    void targets_user_areUserAndKey() {
        var caller = new CallerIdentity("123456789012", "arn:aws:iam::123456789012:user/team/ir", "AKIA1");

        assertThat(caller.targets(RESOURCE))
                .extracting(TargetRef::toString)
                .containsExactly("aws:123456789012::iam-user/ir", "aws:123456789012::iam-access-key/AKIA1");
    }

    @Test
    void targets_sessionOfAnInstance_areRoleAndInstance() {
        var caller = new CallerIdentity(
                "123456789012", "arn:aws-cn:sts::123456789012:assumed-role/web/i-0123456789abcdef0", "ASIA1");

        assertThat(caller.partition()).isEqualTo("aws-cn");
        assertThat(caller.targets(RESOURCE))
                .extracting(TargetRef::toString)
                .containsExactly(
                        "aws:123456789012::iam-role/web",
                        "aws:123456789012:eu-west-1:ec2-instance/i-0123456789abcdef0");
    }

    @Test
    void targets_root_areNone() {
        var caller = new CallerIdentity("123456789012", "arn:aws:iam::123456789012:root", "ASIA1");

        assertThat(caller.targets(RESOURCE)).isEmpty();
    }
}
