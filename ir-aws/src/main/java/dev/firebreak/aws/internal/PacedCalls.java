package dev.firebreak.aws.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Keeps each call of a client to the pace, those that the SDK tries again included, and tells the pace of the answers that refuse one
 * since there were too many. Which error codes say so is up to the SDK. The status does not tell: EC2 answers 503 also when it is not
 * available, and IAM and Auto Scaling answer 400.
 */
record PacedCalls(QuotaPace pace, String account, String region) implements ExecutionInterceptor {
    private static final ExecutionAttribute<QuotaPace.Call> CALL = new ExecutionAttribute<>("firebreak.call");
    private static final Pattern CODE = Pattern.compile("<Code>\\s*([^<\\s]+)\\s*</Code>");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        endCall(attributes);
        String action = CallNames.of(attributes).orElse("");
        try {
            attributes.putAttribute(CALL, pace.awaitCall(account, region, action));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Cannot call " + action + ": interrupted while waiting for its quota", e);
        }
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (context.httpResponse().isSuccessful()) {
            endCall(attributes);
            return context.responseBody();
        }
        return context.responseBody().map(body -> {
            byte[] content = content(body);
            if (isThrottling(new String(content, StandardCharsets.UTF_8))) {
                attributes.getAttribute(CALL).throttled();
            }
            return new SequenceInputStream(new ByteArrayInputStream(content), body);
        });
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        endCall(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        endCall(attributes);
    }

    /** Also where there was no answer, which does not say that AWS has not counted the call. */
    private static void endCall(ExecutionAttributes attributes) {
        attributes.getOptionalAttribute(CALL).ifPresent(QuotaPace.Call::answered);
    }

    /** What there is of an answer; one that was cut breaks off again where the SDK reads on. */
    private static byte[] content(InputStream body) {
        var content = new ByteArrayOutputStream();
        try {
            body.transferTo(content);
        } catch (IOException e) {
            return content.toByteArray();
        }
        return content.toByteArray();
    }

    private static boolean isThrottling(String answer) {
        Matcher code = CODE.matcher(answer);
        return code.find()
                && AwsServiceException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(code.group(1))
                                .build())
                        .build()
                        .isThrottlingException();
    }
}
