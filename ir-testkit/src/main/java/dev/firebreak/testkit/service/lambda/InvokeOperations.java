package dev.firebreak.testkit.service.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invokes functions: what they do is the {@link FunctionHandler} of a test. */
final class InvokeOperations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ACCEPTED = 202;
    private static final int NOTHING = 204;
    private static final int MOST_BYTES = 6 * 1024 * 1024;

    private InvokeOperations() {}

    static void addTo(Operations operations) {
        operations.streaming(
                "Invoke",
                "POST /2015-03-31/functions/{FunctionName}/invocations",
                InvokeRequest::builder,
                InvokeOperations::invoke);
    }

    private static Operations.Result invoke(Call call, InvokeRequest request) {
        return new Operations.Result(response(call, request), new byte[0]);
    }

    private static InvokeResponse response(Call call, InvokeRequest request) {
        FunctionName name = FunctionName.parse(request.functionName(), request.qualifier());
        StoredFunction function = name.function(call);
        FunctionConfiguration version =
                function.version(name.qualifier(), call.now()).orElseThrow(() -> name.missing(call));
        String payload = payload(request);
        if (request.invocationType() == InvocationType.DRY_RUN) {
            return InvokeResponse.builder().statusCode(NOTHING).build();
        }
        if (function.isPending(call.now())) {
            throw FunctionErrors.conflict("The operation cannot be performed at this time."
                    + " The function is currently in the following state: Pending");
        }
        boolean stopped = function.reserved().filter(reserved -> reserved == 0).isPresent();
        if (request.invocationType() == InvocationType.EVENT) {
            if (!stopped) {
                run(LambdaState.of(call).handler(function.name()), payload, version);
            }
            return InvokeResponse.builder().statusCode(ACCEPTED).build();
        }
        if (stopped) {
            throw throttled();
        }
        return run(LambdaState.of(call).handler(function.name()), payload, version);
    }

    private static AwsError throttled() {
        return new AwsError("TooManyRequestsException", 429, "Rate Exceeded.")
                .with("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded")
                .with("Type", "User");
    }

    private static String payload(InvokeRequest request) {
        byte[] payload =
                request.payload() == null ? new byte[0] : request.payload().asByteArray();
        if (payload.length > MOST_BYTES) {
            throw new AwsError(
                    "RequestTooLargeException",
                    413,
                    payload.length
                            + " byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)");
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw AwsError.of(
                    "InvalidRequestContentException",
                    "Could not parse request body into json: %s",
                    "Unexpected character");
        }
        return text;
    }

    private static InvokeResponse run(FunctionHandler handler, String payload, FunctionConfiguration version) {
        var response = InvokeResponse.builder().statusCode(200).executedVersion(version.version());
        try {
            return response.payload(SdkBytes.fromUtf8String(handler.handle(payload)))
                    .build();
        } catch (RuntimeException failure) {
            String error = JsonNodeFactory.instance
                    .objectNode()
                    .put("errorMessage", failure.getMessage())
                    .put("errorType", failure.getClass().getSimpleName())
                    .toString();
            return response.functionError("Unhandled")
                    .payload(SdkBytes.fromUtf8String(error))
                    .build();
        }
    }
}
