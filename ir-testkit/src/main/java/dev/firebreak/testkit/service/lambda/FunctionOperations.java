package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.Concurrency;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionCodeLocation;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/** Makes functions, reads and deletes them. */
final class FunctionOperations {
    private FunctionOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "CreateFunction",
                        "POST /2015-03-31/functions",
                        CreateFunctionRequest::builder,
                        FunctionOperations::create)
                .rest(
                        "GetFunction",
                        "GET /2015-03-31/functions/{FunctionName}",
                        GetFunctionRequest::builder,
                        FunctionOperations::get)
                .rest(
                        "GetFunctionConfiguration",
                        "GET /2015-03-31/functions/{FunctionName}/configuration",
                        GetFunctionConfigurationRequest::builder,
                        FunctionOperations::configuration)
                .rest(
                        "ListFunctions",
                        "GET /2015-03-31/functions",
                        ListFunctionsRequest::builder,
                        FunctionOperations::list)
                .rest(
                        "DeleteFunction",
                        "DELETE /2015-03-31/functions/{FunctionName}",
                        DeleteFunctionRequest::builder,
                        FunctionOperations::delete);
    }

    private static CreateFunctionResponse create(Call call, CreateFunctionRequest request) {
        LambdaState state = LambdaState.of(call);
        FunctionName name = FunctionName.parse(request.functionName(), null);
        FunctionConfigurations.checkRole(call, request.role());
        FunctionConfigurations.checkSizes(request.timeout(), request.memorySize());
        if (state.function(name.name()).isPresent()) {
            throw FunctionErrors.conflict("Function already exist: " + name.name());
        }
        FunctionConfiguration configuration = FunctionConfigurations.create(call, name.name(), request);
        FunctionNetwork.connect(call, configuration);
        var function = new StoredFunction(configuration, call.now().plus(state.settling()));
        function.tags().putAll(request.tags());
        state.functions().put(name.name(), function);
        if (Boolean.TRUE.equals(request.publish())) {
            VersionOperations.publish(call, function, "");
        }
        return FunctionConfigurations.as(function.view(call.now()), CreateFunctionResponse.builder())
                .build();
    }

    private static GetFunctionResponse get(Call call, GetFunctionRequest request) {
        FunctionName name = FunctionName.parse(request.functionName(), request.qualifier());
        StoredFunction function = name.function(call);
        FunctionConfiguration version =
                function.version(name.qualifier(), call.now()).orElseThrow(() -> name.missing(call));
        var response = GetFunctionResponse.builder()
                .configuration(version)
                .code(code(call, version))
                .tags(function.tags().isEmpty() ? null : function.tags());
        function.reserved()
                .ifPresent(reserved -> response.concurrency(Concurrency.builder()
                        .reservedConcurrentExecutions(reserved)
                        .build()));
        return response.build();
    }

    /** The code lies in a bucket of AWS's own, at an address that is good for ten minutes. */
    private static FunctionCodeLocation code(Call call, FunctionConfiguration version) {
        String region = call.region().name();
        return FunctionCodeLocation.builder()
                .repositoryType("S3")
                .location("https://prod-" + region + "-starport-layer-bucket.s3." + region
                        + ".amazonaws.com/snapshots/" + call.account().id() + "/" + version.functionName()
                        + "-" + version.revisionId() + "?versionId=1&X-Amz-Expires=600")
                .build();
    }

    private static GetFunctionConfigurationResponse configuration(Call call, GetFunctionConfigurationRequest request) {
        FunctionName name = FunctionName.parse(request.functionName(), request.qualifier());
        FunctionConfiguration version =
                name.function(call).version(name.qualifier(), call.now()).orElseThrow(() -> name.missing(call));
        return FunctionConfigurations.as(version, GetFunctionConfigurationResponse.builder())
                .build();
    }

    private static ListFunctionsResponse list(Call call, ListFunctionsRequest request) {
        Instant now = call.now();
        boolean all = "ALL".equals(request.functionVersionAsString());
        var versions = new ArrayList<FunctionConfiguration>();
        for (StoredFunction function : LambdaState.of(call).functions().values()) {
            versions.add(function.view(now));
            if (all) {
                versions.addAll(function.versions().values());
            }
        }
        var page = FunctionPage.of(versions, request.maxItems(), request.marker());
        // ListFunctions leaves out the state, its reason and the status of the last update.
        List<FunctionConfiguration> listed = page.items().stream()
                .map(version -> version.copy(copy -> copy.state((String) null)
                        .stateReason(null)
                        .stateReasonCode((String) null)
                        .lastUpdateStatus((String) null)))
                .toList();
        return ListFunctionsResponse.builder()
                .functions(listed)
                .nextMarker(page.nextToken())
                .build();
    }

    private static DeleteFunctionResponse delete(Call call, DeleteFunctionRequest request) {
        FunctionName name = FunctionName.parse(request.functionName(), request.qualifier());
        StoredFunction function = name.function(call);
        String qualifier = name.qualifier();
        if (qualifier == null) {
            LambdaState.of(call).functions().remove(function.name());
            FunctionNetwork.release(call);
            return DeleteFunctionResponse.builder().build();
        }
        if (!qualifier.matches("[0-9]+")) {
            throw FunctionErrors.invalid("$LATEST version cannot be deleted without deleting the function.");
        }
        boolean aliased = function.aliases().values().stream()
                .anyMatch(alias -> alias.functionVersion().equals(qualifier));
        if (aliased) {
            throw FunctionErrors.conflict("Cannot delete version " + qualifier + ": an alias points to it");
        }
        function.versions().remove(qualifier);
        FunctionNetwork.release(call);
        return DeleteFunctionResponse.builder().build();
    }
}
