package dev.firebreak.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.spi.Failure;
import dev.firebreak.spi.Failure.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class FailuresTest {
    private static AwsServiceException answer(int status, String code, String message) {
        return Ec2Exception.builder()
                .statusCode(status)
                .requestId("request-1")
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidGroup.NotFound, REFUSED",
        "400, DependencyViolation, IN_USE",
        "400, InvalidGroup.InUse, IN_USE",
        "409, DeleteConflict, IN_USE",
        "400, Throttling, REFUSED",
        "503, RequestLimitExceeded, REFUSED",
        "500, InternalError, UNKNOWN",
        "503, Unavailable, UNKNOWN",
        "403, UnauthorizedOperation, REFUSED"
    })
    void classify_answer_saysWhetherItTookEffect(int status, String code, Kind kind) {
        Failure failure = Failures.classify(answer(status, code, "Some text."));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.requestId()).isEqualTo("request-1");
        assertThat(failure.message()).startsWith("Cannot call ").doesNotEndWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, true",
        "503, RequestLimitExceeded, true",
        "500, InternalError, true",
        "403, ExpiredToken, true",
        "400, RequestExpired, true",
        "403, UnauthorizedOperation, false",
        "404, NoSuchEntity, false"
    })
    void isPassing_answer_saysWhetherALaterOneMayDiffer(int status, String code, boolean passing) {
        assertThat(Failures.isPassing(answer(status, code, "Some text."))).isEqualTo(passing);
    }

    @Test
    void classify_lostAnswer_isUnknown() {
        var lost = SdkClientException.create("Unable to execute HTTP request", new IOException("Connection reset"));

        Failure failure = Failures.classify(lost);

        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failure.message()).contains("Connection reset");
    }

    @Test
    void classify_timeout_isUnknown() {
        assertThat(Failures.classify(ApiCallTimeoutException.create(1000)).kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void classify_wrapped_looksAtTheCause() {
        var wrapped = new IllegalStateException("pool", answer(400, "InvalidGroup.NotFound", "No such group"));

        assertThat(Failures.classify(wrapped).message()).contains("No such group");
    }

    @Test
    void classify_otherException_isUnknown() {
        assertThat(Failures.classify(new IllegalStateException("odd")))
                .isEqualTo(new Failure(Kind.UNKNOWN, "odd", "", ""));
    }

    @Test
    void classify_throttled_saysSo() {
        assertThat(Failures.classify(answer(503, "RequestLimitExceeded", "Request limit exceeded."))
                        .message())
                .contains("throttled")
                .contains("run the plan again later");
    }

    @Test
    void classify_denied_givesTheStatementAndNoEncodedMessage() {
        String message =
                "You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/ir is not"
                        + " authorized to perform: ec2:CreateSnapshots on resource: arn:aws:ec2:eu-west-1::snapshot/* because no"
                        + " identity-based policy allows the ec2:CreateSnapshots action. Encoded authorization failure message:"
                        + " AbCdEf0123";

        Failure failure = Failures.classify(answer(403, "UnauthorizedOperation", message));

        assertThat(failure.message())
                .isEqualTo("Cannot call AWS: not authorized for ec2:CreateSnapshots on"
                        + " arn:aws:ec2:eu-west-1::snapshot/* because no identity-based policy allows the"
                        + " ec2:CreateSnapshots action; this policy statement would allow it:"
                        + " {\"Action\":\"ec2:CreateSnapshots\",\"Effect\":\"Allow\","
                        + "\"Resource\":\"arn:aws:ec2:eu-west-1::snapshot/*\"}");
    }

    @Test
    void classify_deniedExplicitly_offersNoStatement() {
        String message = "User: arn:aws:iam::123456789012:user/ir is not authorized to perform: iam:PutRolePolicy on"
                + " resource: role web with an explicit deny in a service control policy";

        assertThat(Failures.classify(answer(403, "AccessDenied", message)).message())
                .contains("iam:PutRolePolicy on role web with an explicit deny in a service control policy")
                .contains("must be lifted")
                .doesNotContain("Effect");
    }

    @Test
    void classify_stillNeeded_isInUse() {
        assertThat(Failures.classify(new StillNeededException("kept")).kind()).isEqualTo(Kind.IN_USE);
    }
}
