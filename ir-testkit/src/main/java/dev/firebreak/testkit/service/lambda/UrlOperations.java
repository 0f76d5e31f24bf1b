package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.CreateFunctionUrlConfigRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionUrlConfigRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.InvokeMode;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionUrlConfigRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionUrlConfigResponse;

/** The URLs of functions, as settings: nothing listens at them. */
final class UrlOperations {
    private static final String URL = "/2021-10-31/functions/{FunctionName}/url";

    private UrlOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "CreateFunctionUrlConfig",
                        "POST " + URL,
                        CreateFunctionUrlConfigRequest::builder,
                        UrlOperations::create)
                .rest("GetFunctionUrlConfig", "GET " + URL, GetFunctionUrlConfigRequest::builder, UrlOperations::get)
                .rest(
                        "UpdateFunctionUrlConfig",
                        "PUT " + URL,
                        UpdateFunctionUrlConfigRequest::builder,
                        UrlOperations::update)
                .rest(
                        "DeleteFunctionUrlConfig",
                        "DELETE " + URL,
                        DeleteFunctionUrlConfigRequest::builder,
                        UrlOperations::delete)
                .rest(
                        "ListFunctionUrlConfigs",
                        "GET " + URL + "s",
                        ListFunctionUrlConfigsRequest::builder,
                        UrlOperations::list);
    }

    private static String key(@Nullable String qualifier) {
        return Objects.requireNonNullElse(qualifier, "");
    }

    private static CreateFunctionUrlConfigResponse create(Call call, CreateFunctionUrlConfigRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        String key = key(request.qualifier());
        if (!key.isEmpty() && !function.aliases().containsKey(key)) {
            throw FunctionErrors.notFound("Cannot find alias arn: " + function.arn() + ":" + key);
        }
        if (function.urls().containsKey(key)) {
            throw FunctionErrors.conflict("Failed to create function url config for [functionArn = " + function.arn()
                    + "]. Error message:  FunctionUrlConfig exists for this Lambda function");
        }
        String now = FunctionConfigurations.modified(call);
        FunctionUrlConfig url = FunctionUrlConfig.builder()
                .functionArn(function.arn() + (key.isEmpty() ? "" : ":" + key))
                .functionUrl("https://" + call.world().ids().secret(32).toLowerCase(Locale.ROOT) + ".lambda-url."
                        + call.region().name() + ".on.aws/")
                .authType(request.authType())
                .cors(request.cors())
                .invokeMode(Objects.requireNonNullElse(request.invokeMode(), InvokeMode.BUFFERED))
                .creationTime(now)
                .lastModifiedTime(now)
                .build();
        function.urls().put(key, url);
        return FunctionConfigurations.as(url, CreateFunctionUrlConfigResponse.builder())
                .build();
    }

    private static FunctionUrlConfig url(StoredFunction function, @Nullable String qualifier) {
        FunctionUrlConfig url = function.urls().get(key(qualifier));
        if (url == null) {
            throw FunctionErrors.notFound("The resource you requested does not exist.");
        }
        return url;
    }

    private static GetFunctionUrlConfigResponse get(Call call, GetFunctionUrlConfigRequest request) {
        FunctionUrlConfig url = url(FunctionName.find(call, request.functionName()), request.qualifier());
        return FunctionConfigurations.as(url, GetFunctionUrlConfigResponse.builder())
                .build();
    }

    private static UpdateFunctionUrlConfigResponse update(Call call, UpdateFunctionUrlConfigRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        FunctionUrlConfig old = url(function, request.qualifier());
        FunctionUrlConfig url = old.copy(copy -> copy.lastModifiedTime(FunctionConfigurations.modified(call))
                .authType(Objects.requireNonNullElse(request.authType(), old.authType()))
                .invokeMode(Objects.requireNonNullElse(request.invokeMode(), old.invokeMode()))
                .cors(request.cors() == null ? old.cors() : request.cors()));
        function.urls().put(key(request.qualifier()), url);
        return FunctionConfigurations.as(url, UpdateFunctionUrlConfigResponse.builder())
                .build();
    }

    private static DeleteFunctionUrlConfigResponse delete(Call call, DeleteFunctionUrlConfigRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        url(function, request.qualifier());
        function.urls().remove(key(request.qualifier()));
        return DeleteFunctionUrlConfigResponse.builder().build();
    }

    private static ListFunctionUrlConfigsResponse list(Call call, ListFunctionUrlConfigsRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        var page = FunctionPage.of(List.copyOf(function.urls().values()), request.maxItems(), request.marker());
        return ListFunctionUrlConfigsResponse.builder()
                .functionUrlConfigs(page.items())
                .nextMarker(page.nextToken())
                .build();
    }
}
