package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationResponse;

/** Changes the code and the configuration of functions. A change takes a while, in which no other is taken. */
final class UpdateOperations {
    private UpdateOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "UpdateFunctionCode",
                        "PUT /2015-03-31/functions/{FunctionName}/code",
                        UpdateFunctionCodeRequest::builder,
                        UpdateOperations::code)
                .rest(
                        "UpdateFunctionConfiguration",
                        "PUT /2015-03-31/functions/{FunctionName}/configuration",
                        UpdateFunctionConfigurationRequest::builder,
                        UpdateOperations::configuration);
    }

    private static UpdateFunctionCodeResponse code(Call call, UpdateFunctionCodeRequest request) {
        StoredFunction function = changeable(call, request.functionName(), request.revisionId());
        byte[] code = request.zipFile() == null
                ? (request.s3Bucket() + request.s3Key() + request.imageUri()).getBytes(StandardCharsets.UTF_8)
                : request.zipFile().asByteArray();
        FunctionConfiguration changed = function.latest()
                .copy(copy -> copy.codeSha256(FunctionConfigurations.hash(code)).codeSize((long) code.length));
        if (!Boolean.TRUE.equals(request.dryRun())) {
            apply(call, function, changed);
            if (Boolean.TRUE.equals(request.publish())) {
                VersionOperations.publish(call, function, "");
            }
        }
        return FunctionConfigurations.as(function.view(call.now()), UpdateFunctionCodeResponse.builder())
                .build();
    }

    private static UpdateFunctionConfigurationResponse configuration(
            Call call, UpdateFunctionConfigurationRequest request) {
        FunctionConfigurations.checkSizes(request.timeout(), request.memorySize());
        if (request.role() != null) {
            FunctionConfigurations.checkRole(call, request.role());
        }
        StoredFunction function = changeable(call, request.functionName(), request.revisionId());
        FunctionConfiguration changed = changed(call, function.latest(), request);
        FunctionNetwork.connect(call, changed);
        apply(call, function, changed);
        FunctionNetwork.release(call);
        return FunctionConfigurations.as(function.view(call.now()), UpdateFunctionConfigurationResponse.builder())
                .build();
    }

    private static FunctionConfiguration changed(
            Call call, FunctionConfiguration old, UpdateFunctionConfigurationRequest request) {
        return old.copy(copy -> {
            copy.role(given(request.role(), old.role()))
                    .handler(given(request.handler(), old.handler()))
                    .description(given(request.description(), old.description()))
                    .timeout(given(request.timeout(), old.timeout()))
                    .memorySize(given(request.memorySize(), old.memorySize()))
                    .runtime(given(request.runtime(), old.runtime()));
            if (request.environment() != null) {
                copy.environment(
                        FunctionConfigurations.environment(request.environment().variables()));
            }
            if (request.vpcConfig() != null) {
                copy.vpcConfig(FunctionNetwork.checked(call, request.vpcConfig()));
            }
        });
    }

    private static <T> T given(@Nullable T wanted, T old) {
        return wanted == null ? old : wanted;
    }

    private static StoredFunction changeable(Call call, String name, @Nullable String revision) {
        StoredFunction function = FunctionName.find(call, name);
        if (revision != null && !revision.equals(function.latest().revisionId())) {
            throw FunctionErrors.stale();
        }
        if (function.inFlux(call.now())) {
            String state = function.isPending(call.now()) ? "Pending" : "InProgress";
            throw FunctionErrors.conflict("The operation cannot be performed at this time. "
                    + (state.equals("Pending")
                            ? "The function is currently in the following state: Pending"
                            : "An update is in progress for resource: " + function.arn()));
        }
        return function;
    }

    private static void apply(Call call, StoredFunction function, FunctionConfiguration changed) {
        function.change(
                changed.copy(copy -> copy.lastModified(FunctionConfigurations.modified(call))
                        .revisionId(call.world().ids().uuid())),
                call.now().plus(LambdaState.of(call).settling()));
    }
}
