package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Reads parameters. The value of a secure one is given in the clear only with decryption. */
final class ParameterQueries {
    private static final int MOST_NAMES = 10;

    private ParameterQueries() {}

    static void addTo(Operations operations) {
        operations
                .on("GetParameter", GetParameterRequest::builder, ParameterQueries::get)
                .on("GetParameters", GetParametersRequest::builder, ParameterQueries::getAll)
                .on("GetParametersByPath", GetParametersByPathRequest::builder, ParameterQueries::byPath)
                .on("DescribeParameters", DescribeParametersRequest::builder, ParameterQueries::describe);
    }

    static void checkNames(List<String> names) {
        if (names.size() > MOST_NAMES) {
            throw SsmErrors.validation("names", names, "Member must have length less than or equal to 10");
        }
    }

    private static GetParameterResponse get(Call call, GetParameterRequest request) {
        Parameter parameter = find(call, request.name()).orElseThrow(ParameterOperations::missing);
        return GetParameterResponse.builder()
                .parameter(shown(parameter, Boolean.TRUE.equals(request.withDecryption())))
                .build();
    }

    /** A parameter by name, ARN, or name with {@code :version}. */
    private static Optional<Parameter> find(Call call, String wanted) {
        String path = wanted.startsWith("arn:") ? wanted.substring(wanted.indexOf(":parameter") + 10) : wanted;
        String[] parts = path.split(":", 2);
        SsmParameters all = SsmParameters.of(call.region());
        Optional<List<SsmParameters.Version>> versions =
                all.find(parts[0]).or(() -> all.find(parts[0].replaceFirst("^/", "")));
        if (versions.isEmpty()) {
            return all.ofAws(parts[0]);
        }
        if (parts.length == 1) {
            return versions.map(each -> each.get(each.size() - 1).parameter());
        }
        return Optional.of(versions.get().stream()
                .map(SsmParameters.Version::parameter)
                .filter(version -> String.valueOf(version.version()).equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version %s of %s.",
                        parts[1],
                        parts[0])));
    }

    private static Parameter shown(Parameter parameter, boolean decrypted) {
        if (decrypted || parameter.type() != ParameterType.SECURE_STRING) {
            return parameter;
        }
        byte[] cipher = ("kms:" + parameter.arn() + parameter.version()).getBytes(StandardCharsets.UTF_8);
        return parameter.copy(copy -> copy.value(Base64.getEncoder().encodeToString(cipher)));
    }

    private static GetParametersResponse getAll(Call call, GetParametersRequest request) {
        checkNames(request.names());
        var found = new ArrayList<Parameter>();
        var invalid = new ArrayList<String>();
        for (String name : request.names()) {
            Optional<Parameter> parameter = find(call, name);
            parameter.ifPresentOrElse(
                    each -> found.add(shown(each, Boolean.TRUE.equals(request.withDecryption()))),
                    () -> invalid.add(name));
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    private static GetParametersByPathResponse byPath(Call call, GetParametersByPathRequest request) {
        if (!request.path().startsWith("/")) {
            throw AwsError.of(
                    "ValidationException",
                    "The parameter path must begin with a slash /. Please ensure your path is correct.");
        }
        String folder = request.path().endsWith("/") ? request.path() : request.path() + "/";
        boolean deep = Boolean.TRUE.equals(request.recursive());
        List<Parameter> found = SsmParameters.of(call.region()).all().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(folder))
                .filter(entry -> deep || entry.getKey().indexOf('/', folder.length()) < 0)
                .map(entry -> entry.getValue().get(entry.getValue().size() - 1).parameter())
                .map(parameter -> shown(parameter, Boolean.TRUE.equals(request.withDecryption())))
                .toList();
        var page = SsmPage.of(found, request.maxResults(), request.nextToken(), MOST_NAMES);
        return GetParametersByPathResponse.builder()
                .parameters(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DescribeParametersResponse describe(Call call, DescribeParametersRequest request) {
        List<ParameterMetadata> found = SsmParameters.of(call.region()).all().values().stream()
                .map(versions -> metadata(versions.get(versions.size() - 1)))
                .filter(parameter -> request.parameterFilters().stream().allMatch(filter -> matches(parameter, filter)))
                .toList();
        var page = SsmPage.of(found, request.maxResults(), request.nextToken(), 50);
        return DescribeParametersResponse.builder()
                .parameters(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(ParameterMetadata parameter, ParameterStringFilter filter) {
        boolean prefix = "BeginsWith".equals(filter.option());
        String value =
                switch (filter.key()) {
                    case "Name" -> parameter.name();
                    case "Type" -> parameter.typeAsString();
                    case "Tier" -> parameter.tierAsString();
                    default -> throw SsmErrors.badFilter(filter.key());
                };
        return filter.values().stream().anyMatch(wanted -> prefix ? value.startsWith(wanted) : value.equals(wanted));
    }

    private static ParameterMetadata metadata(SsmParameters.Version version) {
        Parameter parameter = version.parameter();
        boolean secure = parameter.type() == ParameterType.SECURE_STRING;
        return ParameterMetadata.builder()
                .name(parameter.name())
                .arn(parameter.arn())
                .type(parameter.type())
                .version(parameter.version())
                .dataType(parameter.dataType())
                .description(version.request().description())
                .lastModifiedDate(parameter.lastModifiedDate())
                .lastModifiedUser(version.by())
                .tier(Objects.requireNonNullElse(version.request().tier(), ParameterTier.STANDARD))
                .keyId(secure ? Objects.requireNonNullElse(version.request().keyId(), "alias/aws/ssm") : null)
                .build();
    }
}
