package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestQuotaTest {
    private static final String MODIFY = "ec2:ModifyNetworkInterfaceAttribute";

    @Test
    void of_operationWithoutService_isRefused() {
        assertThatThrownBy(() -> RequestQuota.of("ModifyNetworkInterfaceAttribute", 100, 5))
                .hasMessage("Invalid action: 'ModifyNetworkInterfaceAttribute' (must be like " + MODIFY + ")");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 5", "100, 0", "100, -1", "NaN, 5", "100, NaN", "Infinity, 5", "100, Infinity"})
    void of_numbersThatAreNoQuota_areRefused(double capacity, double perSecond) {
        assertThatThrownBy(() -> RequestQuota.of(MODIFY, capacity, perSecond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid quota of " + MODIFY + ": " + capacity + " calls and " + perSecond
                        + " a second (must be at least 1, and more than 0)");
    }

    @Test
    void inRegion_iam_isRefused() {
        RequestQuota quota = RequestQuota.of("iam:PutRolePolicy", 10, 5).inAccount("111111111111");

        assertThatThrownBy(() -> quota.inRegion("eu-west-1"))
                .hasMessage(
                        "Invalid quota: iam:PutRolePolicy in eu-west-1 (must be of all Regions, which share IAM's)");
    }

    @Test
    void inAccount_nameOfAnAccount_isRefused() {
        RequestQuota quota = RequestQuota.of(MODIFY, 10, 5);

        assertThatThrownBy(() -> quota.inAccount("production"))
                .hasMessage("Invalid account: 'production' (must be 12 digits)");
    }
}
