package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;

/** The published versions of functions, and the aliases that point to them. */
final class VersionOperations {
    private static final String ALIASES = "/2015-03-31/functions/{FunctionName}/aliases";

    private VersionOperations() {}

    static void addTo(Operations operations) {
        String versions = "/2015-03-31/functions/{FunctionName}/versions";
        operations
                .rest(
                        "PublishVersion",
                        "POST " + versions,
                        PublishVersionRequest::builder,
                        VersionOperations::publishVersion)
                .rest(
                        "ListVersionsByFunction",
                        "GET " + versions,
                        ListVersionsByFunctionRequest::builder,
                        VersionOperations::list)
                .rest("CreateAlias", "POST " + ALIASES, CreateAliasRequest::builder, VersionOperations::createAlias)
                .rest("ListAliases", "GET " + ALIASES, ListAliasesRequest::builder, VersionOperations::listAliases)
                .rest("GetAlias", "GET " + ALIASES + "/{Name}", GetAliasRequest::builder, VersionOperations::getAlias)
                .rest(
                        "UpdateAlias",
                        "PUT " + ALIASES + "/{Name}",
                        UpdateAliasRequest::builder,
                        VersionOperations::updateAlias)
                .rest(
                        "DeleteAlias",
                        "DELETE " + ALIASES + "/{Name}",
                        DeleteAliasRequest::builder,
                        VersionOperations::deleteAlias);
    }

    private static PublishVersionResponse publishVersion(Call call, PublishVersionRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        if (request.revisionId() != null
                && !request.revisionId().equals(function.latest().revisionId())) {
            throw FunctionErrors.stale();
        }
        if (function.inFlux(call.now())) {
            throw FunctionErrors.conflict(
                    "The operation cannot be performed at this time. An update is in progress for resource: "
                            + function.arn());
        }
        String description = Objects.requireNonNullElse(request.description(), "");
        return FunctionConfigurations.as(publish(call, function, description), PublishVersionResponse.builder())
                .build();
    }

    /** Publishes the latest version, unless that is what the newest published one is already. */
    static FunctionConfiguration publish(Call call, StoredFunction function, String description) {
        Optional<FunctionConfiguration> newest = function.versions().values().stream()
                .max(Comparator.comparing(version -> Integer.valueOf(version.version())));
        FunctionConfiguration latest = function.latest();
        if (newest.filter(version -> version.codeSha256().equals(latest.codeSha256())
                        && version.lastModified().equals(latest.lastModified()))
                .isPresent()) {
            return newest.get();
        }
        String number = String.valueOf(function.nextVersion());
        return function.publish(latest.copy(copy -> copy.version(number)
                .functionArn(function.arn() + ":" + number)
                .description(description.isEmpty() ? latest.description() : description)
                .revisionId(call.world().ids().uuid())));
    }

    private static ListVersionsByFunctionResponse list(Call call, ListVersionsByFunctionRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        var versions = new ArrayList<FunctionConfiguration>();
        versions.add(function.view(call.now()));
        function.versions().values().stream()
                .sorted(Comparator.comparing(version -> Integer.valueOf(version.version())))
                .forEach(versions::add);
        var page = FunctionPage.of(versions, request.maxItems(), request.marker());
        return ListVersionsByFunctionResponse.builder()
                .versions(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    private static CreateAliasResponse createAlias(Call call, CreateAliasRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        if (function.aliases().containsKey(request.name())) {
            throw FunctionErrors.conflict("Alias already exists: " + function.arn() + ":" + request.name());
        }
        checkVersion(function, request.functionVersion());
        AliasConfiguration alias = AliasConfiguration.builder()
                .name(request.name())
                .aliasArn(function.arn() + ":" + request.name())
                .functionVersion(request.functionVersion())
                .description(Objects.requireNonNullElse(request.description(), ""))
                .routingConfig(request.routingConfig())
                .revisionId(call.world().ids().uuid())
                .build();
        function.aliases().put(alias.name(), alias);
        return FunctionConfigurations.as(alias, CreateAliasResponse.builder()).build();
    }

    private static void checkVersion(StoredFunction function, @Nullable String version) {
        if (version != null
                && !version.equals(StoredFunction.LATEST)
                && !function.versions().containsKey(version)) {
            throw FunctionErrors.noFunction(function.arn() + ":" + version);
        }
    }

    private static AliasConfiguration alias(StoredFunction function, String name) {
        AliasConfiguration alias = function.aliases().get(name);
        if (alias == null) {
            throw missing(function, name);
        }
        return alias;
    }

    private static AwsError missing(StoredFunction function, String name) {
        return FunctionErrors.notFound("Cannot find alias arn: " + function.arn() + ":" + name);
    }

    private static ListAliasesResponse listAliases(Call call, ListAliasesRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        List<AliasConfiguration> aliases = function.aliases().values().stream()
                .filter(alias -> request.functionVersion() == null
                        || request.functionVersion().equals(alias.functionVersion()))
                .toList();
        var page = FunctionPage.of(aliases, request.maxItems(), request.marker());
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    private static GetAliasResponse getAlias(Call call, GetAliasRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        return FunctionConfigurations.as(alias(function, request.name()), GetAliasResponse.builder())
                .build();
    }

    private static UpdateAliasResponse updateAlias(Call call, UpdateAliasRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        AliasConfiguration old = alias(function, request.name());
        if (request.revisionId() != null && !request.revisionId().equals(old.revisionId())) {
            throw FunctionErrors.stale();
        }
        checkVersion(function, request.functionVersion());
        AliasConfiguration alias = old.copy(copy -> {
            copy.revisionId(call.world().ids().uuid());
            copy.functionVersion(Objects.requireNonNullElse(request.functionVersion(), old.functionVersion()));
            copy.description(Objects.requireNonNullElse(request.description(), old.description()));
            if (request.routingConfig() != null) {
                copy.routingConfig(request.routingConfig());
            }
        });
        function.aliases().put(alias.name(), alias);
        return FunctionConfigurations.as(alias, UpdateAliasResponse.builder()).build();
    }

    private static DeleteAliasResponse deleteAlias(Call call, DeleteAliasRequest request) {
        FunctionName.find(call, request.functionName()).aliases().remove(request.name());
        return DeleteAliasResponse.builder().build();
    }
}
