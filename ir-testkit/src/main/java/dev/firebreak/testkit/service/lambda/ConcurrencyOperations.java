package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.lambda.model.AccountUsage;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyResponse;

/** Reserved concurrency: out of 1,000 for the account, of which 100 stay unreserved. */
final class ConcurrencyOperations {
    private static final int ACCOUNT = 1000;
    private static final int UNRESERVED = 100;

    private ConcurrencyOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "PutFunctionConcurrency",
                        "PUT /2017-10-31/functions/{FunctionName}/concurrency",
                        PutFunctionConcurrencyRequest::builder,
                        ConcurrencyOperations::put)
                .rest(
                        "GetFunctionConcurrency",
                        "GET /2019-09-30/functions/{FunctionName}/concurrency",
                        GetFunctionConcurrencyRequest::builder,
                        ConcurrencyOperations::get)
                .rest(
                        "DeleteFunctionConcurrency",
                        "DELETE /2017-10-31/functions/{FunctionName}/concurrency",
                        DeleteFunctionConcurrencyRequest::builder,
                        ConcurrencyOperations::delete)
                .rest(
                        "GetAccountSettings",
                        "GET /2016-08-19/account-settings",
                        GetAccountSettingsRequest::builder,
                        ConcurrencyOperations::settings);
    }

    private static PutFunctionConcurrencyResponse put(Call call, PutFunctionConcurrencyRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        int wanted = request.reservedConcurrentExecutions();
        if (wanted < 0) {
            throw FunctionErrors.validation(
                    "reservedConcurrentExecutions", wanted, "Member must have value greater than or equal to 0");
        }
        int others = LambdaState.of(call).reservedBesides(function.name());
        if (wanted > 0 && others + wanted > ACCOUNT - UNRESERVED) {
            throw FunctionErrors.invalid("Specified ReservedConcurrentExecutions for function decreases account's"
                    + " UnreservedConcurrentExecution below its minimum value of [" + UNRESERVED + "].");
        }
        function.reserve(wanted);
        return PutFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(wanted)
                .build();
    }

    private static GetFunctionConcurrencyResponse get(Call call, GetFunctionConcurrencyRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        return GetFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(function.reserved().orElse(null))
                .build();
    }

    private static DeleteFunctionConcurrencyResponse delete(Call call, DeleteFunctionConcurrencyRequest request) {
        FunctionName.find(call, request.functionName()).reserve(null);
        return DeleteFunctionConcurrencyResponse.builder().build();
    }

    private static GetAccountSettingsResponse settings(Call call, GetAccountSettingsRequest request) {
        LambdaState state = LambdaState.of(call);
        long size = state.functions().values().stream()
                .mapToLong(function -> function.latest().codeSize())
                .sum();
        return GetAccountSettingsResponse.builder()
                .accountLimit(AccountLimit.builder()
                        .concurrentExecutions(ACCOUNT)
                        .unreservedConcurrentExecutions(ACCOUNT - state.reservedBesides(""))
                        .totalCodeSize(80_530_636_800L)
                        .codeSizeUnzipped(262_144_000L)
                        .codeSizeZipped(52_428_800L)
                        .build())
                .accountUsage(AccountUsage.builder()
                        .functionCount((long) state.functions().size())
                        .totalCodeSize(size)
                        .build())
                .build();
    }
}
