package dev.firebreak.aws.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentsTest {
    private static final Instant MOMENT = Instant.parse("2026-01-15T09:00:30.5Z");

    @Test
    void denyIssuedBefore_moment_isInUtcAndWholeSeconds() {
        assertThat(PolicyDocuments.denyIssuedBefore(MOMENT))
                .isEqualTo(
                        "{\"Statement\":[{\"Action\":[\"*\"],\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":"
                                + "\"2026-01-15T09:00:30Z\"}},\"Effect\":\"Deny\",\"Resource\":[\"*\"],"
                                + "\"Sid\":\"FirebreakRevokeOlderSessions\"}],\"Version\":\"2012-10-17\"}");
    }

    @Test
    void issuedBefore_ownDocument_isItsMoment() {
        assertThat(PolicyDocuments.issuedBefore(PolicyDocuments.denyIssuedBefore(MOMENT)))
                .contains(Instant.parse("2026-01-15T09:00:30Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "no json",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Condition\":{\"DateLessThan\":{"
                        + "\"aws:TokenIssueTime\":\"2026-01-15T09:00:30Z\"}}}]}"
            })
    void issuedBefore_otherDocument_isEmpty(String document) {
        assertThat(PolicyDocuments.issuedBefore(document)).isEmpty();
    }

    @Test
    void decoded_percentEncoded_isTheText() {
        String text = "{\"Action\": \"a+b c%\"}";
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(PolicyDocuments.decoded(encoded)).isEqualTo(text);
    }

    @Test
    void same_otherWhitespace_isTrue() {
        assertThat(PolicyDocuments.same("{ \"Version\" :1}", "{\"Version\":1}")).isTrue();
    }
}
