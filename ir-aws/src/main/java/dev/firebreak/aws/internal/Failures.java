package dev.firebreak.aws.internal;

import dev.firebreak.spi.Failure;
import dev.firebreak.spi.Failure.Kind;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What exceptions of the SDK's clients mean. */
public final class Failures {
    private static final Set<String> DENIED =
            Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation");
    private static final Set<String> IN_USE = Set.of("DependencyViolation", "DeleteConflict", "ResourceInUse");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
    private static final int LONGEST = 600;

    private Failures() {}

    /** Judges an exception, or the one of the SDK that caused it. */
    public static Failure classify(RuntimeException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsServiceException answer) {
                return answered(answer);
            }
            if (cause instanceof StillNeededException) {
                return new Failure(Kind.IN_USE, text(cause.getMessage()), "", "");
            }
            if (cause instanceof SdkClientException) {
                return unanswered(cause);
            }
        }
        return Failure.unknown(exception);
    }

    /** Whether the service refused with this code. */
    public static boolean hasCode(AwsServiceException answer, String code) {
        return code(answer).equals(code);
    }

    /** Whether the answer says nothing about what was asked for: asked later, or with fresh credentials, it may be another. */
    public static boolean isPassing(AwsServiceException answer) {
        return answer.statusCode() >= 500 || answer.isThrottlingException() || EXPIRED.contains(code(answer));
    }

    /** Whether a call for many was accepted. Not when the service said no, since the reason may lie in one of them. */
    public static boolean isAccepted(Runnable call) {
        try {
            call.run();
            return true;
        } catch (AwsServiceException e) {
            if (e.isThrottlingException() || classify(e).kind() == Kind.UNKNOWN) {
                throw e;
            }
            return false;
        }
    }

    private static Failure answered(AwsServiceException answer) {
        String code = code(answer);
        String requestId = answer.requestId() == null ? "" : answer.requestId();
        if (answer.isThrottlingException()) {
            String message = cannot(answer)
                    + "AWS throttled it, and went on to when it was tried again (" + code
                    + "); run the plan again later, or with less parallelism";
            return new Failure(Kind.REFUSED, message, code, requestId);
        }
        if (answer.statusCode() >= 500) {
            String message = cannot(answer) + "AWS answered with an error of its own (" + answer.statusCode() + " "
                    + code + ": " + said(answer) + ")";
            return new Failure(Kind.UNKNOWN, message, code, requestId);
        }
        if (DENIED.contains(code)) {
            return new Failure(Kind.REFUSED, cannot(answer) + denial(answer).sentence(), code, requestId);
        }
        boolean inUse = IN_USE.contains(code) || code.endsWith(".InUse");
        String message = cannot(answer) + said(answer) + " (" + code + ")";
        return new Failure(inUse ? Kind.IN_USE : Kind.REFUSED, message, code, requestId);
    }

    private static Failure unanswered(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String more = root == failure ? "" : " (" + text(root.getMessage()) + ")";
        return new Failure(Kind.UNKNOWN, cannot(failure) + text(failure.getMessage()) + more, "", "");
    }

    private static Denial denial(AwsServiceException answer) {
        return Denial.read(said(answer), CallNames.of(answer).orElse(""));
    }

    private static String cannot(Throwable failure) {
        return "Cannot call " + CallNames.of(failure).orElse("AWS") + ": ";
    }

    private static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }

    private static String said(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return text(details == null ? answer.getMessage() : details.errorMessage());
    }

    /** One line without a final stop, and without an encoded authorization message, which only its own account can read. */
    private static String text(@Nullable String message) {
        String line = String.valueOf(message)
                .replaceAll("(?i)\\s*Encoded authorization failure message:.*", "")
                .replaceAll("\\s+", " ")
                .replaceAll("[.\\s]+$", "");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
