package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a service said when it refused a call. */
public final class Refused {
    private Refused() {}

    /** The code and message of the refusal, as {@code Code: message}. */
    public static String by(Runnable call) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call::run);
        AwsErrorDetails details = Objects.requireNonNull(refusal, "Not refused").awsErrorDetails();
        return details.errorCode() + ": " + details.errorMessage();
    }
}
