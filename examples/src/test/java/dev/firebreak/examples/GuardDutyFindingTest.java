package dev.firebreak.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardDutyFindingTest {
    private static String sample() throws IOException {
        try (InputStream file = GuardDutyFinding.class.getResourceAsStream("guardduty-finding.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void parse_sample_readsWhatAResponseNeeds() throws IOException {
        GuardDutyFinding finding = GuardDutyFinding.parse(sample());

        assertThat(finding.instance()).isEqualTo("i-0123456789abcdef0");
        assertThat(finding.account()).isEqualTo("123456789012");
        assertThat(finding.region()).isEqualTo("eu-west-1");
        assertThat(finding.incident().id()).isEqualTo("GD-4ac9b2d17e5f");
        assertThat(finding.incident().severity()).isEqualTo(Severity.HIGH);
    }

    @ParameterizedTest
    @CsvSource({
        "\"aws.guardduty\", \"aws.other\", source",
        "\"instanceId\": \"i-0123456789abcdef0\", \"instanceId\": \"i-0; rm -rf /\", instanceDetails.instanceId",
        "\"accountId\": \"123456789012\", \"accountId\": \"../1\", accountId",
        "\"severity\": 8, \"severity\": 80, severity",
        "\"createdAt\": \"2026-11-24T03:10:55.214Z\", \"createdAt\": \"yesterday\", createdAt",
    })
    void parse_hostileField_isNamed(String field, String hostile, String name) throws IOException {
        String finding = sample().replace(field, hostile);

        assertThatThrownBy(() -> GuardDutyFinding.parse(finding))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void parse_notJson_isOneClearError() {
        assertThatThrownBy(() -> GuardDutyFinding.parse("not json"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid finding");
    }
}
