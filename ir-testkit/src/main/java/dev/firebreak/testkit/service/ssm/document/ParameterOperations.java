package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Caller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.DeleteParametersRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/** Puts parameters and deletes them. */
final class ParameterOperations {
    private static final int STANDARD_BYTES = 4096;
    private static final int ADVANCED_BYTES = 8192;

    private ParameterOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutParameter", PutParameterRequest::builder, ParameterOperations::put)
                .on("DeleteParameter", DeleteParameterRequest::builder, ParameterOperations::delete)
                .on("DeleteParameters", DeleteParametersRequest::builder, ParameterOperations::deleteAll);
    }

    static AwsError missing() {
        // The service gives no message here.
        return AwsError.of("ParameterNotFound", "");
    }

    private static PutParameterResponse put(Call call, PutParameterRequest request) {
        String name = request.name();
        check(request);
        SsmParameters parameters = SsmParameters.of(call.region());
        Optional<List<SsmParameters.Version>> old = parameters.find(name);
        boolean overwrite = Boolean.TRUE.equals(request.overwrite());
        if (old.isPresent() && !overwrite) {
            throw AwsError.of(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }
        if (overwrite && !request.tags().isEmpty()) {
            throw AwsError.of(
                    "ValidationException",
                    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove"
                            + " overwrite flag.");
        }
        Optional<Parameter> newest =
                old.map(versions -> versions.get(versions.size() - 1).parameter());
        ParameterType type =
                request.type() == null ? newest.map(Parameter::type).orElse(null) : request.type();
        if (type == null) {
            throw AwsError.of("ValidationException", "A parameter type is required when you create a parameter.");
        }
        long number = newest.map(Parameter::version).orElse(0L) + 1;
        Parameter parameter = Parameter.builder()
                .name(name)
                .type(type)
                .value(request.value())
                .version(number)
                .dataType(Objects.requireNonNullElse(request.dataType(), "text"))
                .lastModifiedDate(call.now())
                .arn("arn:aws:ssm:" + call.region().name() + ":"
                        + call.account().id() + ":parameter" + (name.startsWith("/") ? "" : "/") + name)
                .build();
        parameters.put(name, new SsmParameters.Version(parameter, request, caller(call)));
        TagOperations.put(call, "Parameter", name, request.tags());
        return PutParameterResponse.builder()
                .version(number)
                .tier(Objects.requireNonNullElse(request.tier(), ParameterTier.STANDARD))
                .build();
    }

    private static String caller(Call call) {
        return call.world()
                .caller(call.accessKeyId())
                .orElseGet(() -> Caller.root(call.account().id()))
                .arn();
    }

    private static void check(PutParameterRequest request) {
        String name = request.name();
        if (!name.matches("[a-zA-Z0-9_.\\-/]{1,1011}") || (name.contains("/") && !name.startsWith("/"))) {
            throw AwsError.of(
                    "ValidationException",
                    "Parameter name must be a fully qualified name. Only a mix of letters, numbers and the following 4"
                            + " symbols .-_/ are allowed.");
        }
        if (name.matches("(?i)/?(aws|ssm).*")) {
            throw AwsError.of(
                    "ValidationException",
                    "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
        int size = request.value().getBytes(StandardCharsets.UTF_8).length;
        int most = request.tier() == ParameterTier.ADVANCED ? ADVANCED_BYTES : STANDARD_BYTES;
        if (size > most) {
            throw AwsError.of(
                    "ValidationException",
                    "Standard tier parameters support a maximum parameter value of 4096 characters.");
        }
    }

    private static DeleteParameterResponse delete(Call call, DeleteParameterRequest request) {
        if (!SsmParameters.of(call.region()).remove(request.name())) {
            throw missing();
        }
        return DeleteParameterResponse.builder().build();
    }

    private static DeleteParametersResponse deleteAll(Call call, DeleteParametersRequest request) {
        ParameterQueries.checkNames(request.names());
        var deleted = new ArrayList<String>();
        var invalid = new ArrayList<String>();
        request.names().forEach(name -> (SsmParameters.of(call.region()).remove(name) ? deleted : invalid).add(name));
        return DeleteParametersResponse.builder()
                .deletedParameters(deleted)
                .invalidParameters(invalid)
                .build();
    }
}
