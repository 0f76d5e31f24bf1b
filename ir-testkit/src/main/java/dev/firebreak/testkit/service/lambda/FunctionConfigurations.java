package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.TracingConfigResponse;
import software.amazon.awssdk.services.lambda.model.TracingMode;

/** Makes the configurations of functions. */
final class FunctionConfigurations {
    private static final DateTimeFormatter MODIFIED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final int MOST_SECONDS = 900;
    private static final int LEAST_MEMORY = 128;
    private static final int MOST_MEMORY = 10_240;

    private FunctionConfigurations() {}

    static FunctionConfiguration create(Call call, String name, CreateFunctionRequest request) {
        return FunctionConfiguration.builder()
                .functionName(name)
                .functionArn(FunctionName.arn(call, name))
                .runtime(request.runtime())
                .role(request.role())
                .handler(request.handler())
                .description(Objects.requireNonNullElse(request.description(), ""))
                .timeout(Objects.requireNonNullElse(request.timeout(), 3))
                .memorySize(Objects.requireNonNullElse(request.memorySize(), LEAST_MEMORY))
                .packageType(Objects.requireNonNullElse(request.packageType(), PackageType.ZIP))
                .architectures(
                        request.architectures().isEmpty() ? List.of(Architecture.X86_64) : request.architectures())
                .environment(environment(
                        request.environment() == null
                                ? null
                                : request.environment().variables()))
                .vpcConfig(FunctionNetwork.checked(call, request.vpcConfig()))
                .tracingConfig(TracingConfigResponse.builder()
                        .mode(TracingMode.PASS_THROUGH)
                        .build())
                .version(StoredFunction.LATEST)
                .codeSha256(codeHash(request.code()))
                .codeSize(codeSize(request.code()))
                .lastModified(modified(call))
                .revisionId(call.world().ids().uuid())
                .build();
    }

    static @Nullable EnvironmentResponse environment(@Nullable Map<String, String> variables) {
        return variables == null || variables.isEmpty()
                ? null
                : EnvironmentResponse.builder().variables(variables).build();
    }

    static String modified(Call call) {
        return MODIFIED.format(call.now());
    }

    static String codeHash(FunctionCode code) {
        return hash(
                code.zipFile() == null
                        ? code.toString().getBytes(StandardCharsets.UTF_8)
                        : code.zipFile().asByteArray());
    }

    static long codeSize(FunctionCode code) {
        return code.zipFile() == null ? 1024 : code.zipFile().asByteArray().length;
    }

    static String hash(byte[] code) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(code));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every JDK has SHA-256", absent);
        }
    }

    static void checkSizes(@Nullable Integer timeout, @Nullable Integer memory) {
        if (timeout != null && (timeout < 1 || timeout > MOST_SECONDS)) {
            throw FunctionErrors.validation("timeout", timeout, "Member must have value less than or equal to 900");
        }
        if (memory != null && (memory < LEAST_MEMORY || memory > MOST_MEMORY)) {
            throw FunctionErrors.validation(
                    "memorySize",
                    memory,
                    memory < LEAST_MEMORY
                            ? "Member must have value greater than or equal to 128"
                            : "Member must have value less than or equal to 10240");
        }
    }

    /** The role must exist, and trust Lambda. */
    static void checkRole(Call call, String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        boolean assumable = call.account()
                .iam()
                .roles()
                .find(name)
                .filter(role -> role.trustPolicy().contains("lambda.amazonaws.com"))
                .isPresent();
        if (!assumable) {
            throw FunctionErrors.invalid("The role defined for the function cannot be assumed by Lambda.");
        }
    }

    /** The same members in another shape of the API. */
    static <B extends SdkPojo> B as(SdkPojo from, B to) {
        var targets = new LinkedHashMap<String, SdkField<?>>();
        to.sdkFields().forEach(field -> targets.put(field.memberName(), field));
        for (SdkField<?> field : from.sdkFields()) {
            SdkField<?> target = targets.get(field.memberName());
            Object value = field.getValueOrDefault(from);
            if (target != null && value != null && !(value instanceof Collection<?> all && all.isEmpty())) {
                target.set(to, value);
            }
        }
        return to;
    }
}
