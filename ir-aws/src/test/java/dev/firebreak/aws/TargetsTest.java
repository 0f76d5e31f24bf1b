package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    @Test
    void instance_refined_isANewTargetThere() {
        Ec2Instance instance = Ec2.instance("i-0123456789abcdef0");

        Ec2Instance there = instance.inAccount("123456789012").inRegion("us-gov-west-1");

        assertThat(there).hasToString("aws:123456789012:us-gov-west-1:ec2-instance/i-0123456789abcdef0");
        assertThat(there).isEqualTo(there.inAccount("123456789012")).isNotEqualTo(instance);
        assertThat(instance.account()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "i-", "i-0123456789abcdef", "I-01234567", "i-0123456g", "i-01234567\n", "mi-01234567"})
    void instance_idOfAnotherForm_isRefused(String id) {
        assertThatThrownBy(() -> Ec2.instance(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid instance id: '" + id + "' (must be i- and 8 or 17 hexadecimal digits)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678901", "12345678901a", "1234567890123"})
    void inAccount_notTwelveDigits_isRefused(String account) {
        Ec2Instance instance = Ec2.instance("i-01234567");

        assertThatThrownBy(() -> instance.inAccount(account)).hasMessageContaining("must be 12 digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu", "eu-west-1.evil.com", "eu-west-1/", "EU-WEST-1"})
    void inRegion_notOfTheForm_isRefused(String region) {
        Ec2Instance instance = Ec2.instance("i-01234567");

        assertThatThrownBy(() -> instance.inRegion(region)).hasMessageContaining("must be like eu-west-1");
    }

    @Test
    void accessKey_ofASession_isRefusedSayingWhatToDo() {
        assertThatThrownBy(() -> Iam.accessKey("ASIAIOSFODNN7EXAMPLE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to a session")
                .hasMessageContaining("revoke the sessions of the role");
    }

    @Test
    void role_refined_isAnotherTarget() {
        Role role = Iam.role("deploy");

        assertThat(role.inAccount("123456789012"))
                .hasToString("aws:123456789012::iam-role/deploy")
                .isEqualTo(Iam.role("deploy").inAccount("123456789012"))
                .isNotEqualTo(role);
        assertThat(role.region()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ci/deploy", "arn:aws:iam::123456789012:role/deploy", "de ploy", "deploy\n"})
    void role_noName_isRefused(String name) {
        assertThatThrownBy(() -> Iam.role(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid role name: '" + name + "' (must be 1 to 64");
    }

    @Test
    void accessKey_valid_isAGlobalTarget() {
        AccessKey key = Iam.accessKey("AKIAIOSFODNN7EXAMPLE").inAccount("123456789012");

        assertThat(key).hasToString("aws:123456789012::iam-access-key/AKIAIOSFODNN7EXAMPLE");
        assertThat(key.region()).isEmpty();
    }
}
