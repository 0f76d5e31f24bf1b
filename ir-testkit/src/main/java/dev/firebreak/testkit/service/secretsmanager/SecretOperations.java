package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretResponse;

/** Makes, describes and changes secrets. */
final class SecretOperations {
    private SecretOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateSecret", CreateSecretRequest::builder, SecretOperations::create)
                .on("DescribeSecret", DescribeSecretRequest::builder, SecretOperations::describe)
                .on("UpdateSecret", UpdateSecretRequest::builder, SecretOperations::update);
    }

    private static CreateSecretResponse create(Call call, CreateSecretRequest request) {
        checkName(request.name());
        SecretTags.check(request.tags());
        Optional<SecretValue> value = SecretValue.of(request.secretString(), request.secretBinary());
        SecretKeys.checkEncrypts(call.region(), request.kmsKeyId());
        Secret existing = SecretsState.of(call.region()).all().get(request.name());
        if (existing != null) {
            return again(existing, request, value);
        }
        String arn = "arn:aws:secretsmanager:" + call.region().name() + ":"
                + call.account().id() + ":secret:" + request.name() + "-"
                + call.world().ids().secret(6);
        var secret = new Secret(DescribeSecretResponse.builder()
                .arn(arn)
                .name(request.name())
                .description(request.description())
                .kmsKeyId(request.kmsKeyId())
                .createdDate(call.now())
                .lastChangedDate(call.now())
                .build());
        request.tags().forEach(tag -> secret.tags().put(tag.key(), tag.value()));
        SecretsState.of(call.region()).all().put(request.name(), secret);
        value.ifPresent(
                first -> SecretValues.add(call, secret, request.clientRequestToken(), first, List.of(Secret.CURRENT)));
        return answer(secret, value.isPresent() ? request.clientRequestToken() : null);
    }

    private static CreateSecretResponse answer(Secret secret, @Nullable String versionId) {
        return CreateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(versionId)
                .build();
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9/_+=.@!-]{1,512}")) {
            throw AwsError.of(
                    "ValidationException",
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: "
                            + "-/_+=.@!");
        }
    }

    /** Sent twice by a client that saw no answer, a request makes nothing twice. */
    private static CreateSecretResponse again(Secret secret, CreateSecretRequest request, Optional<SecretValue> value) {
        if (secret.isMarkedForDeletion()) {
            throw SecretErrors.request(
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
        boolean same = Optional.ofNullable(secret.versions().get(request.clientRequestToken()))
                .map(SecretVersion::value)
                .equals(value);
        if (value.isEmpty() || !same) {
            throw SecretErrors.exists("The operation failed because the secret %s already exists.", request.name());
        }
        return answer(secret, request.clientRequestToken());
    }

    private static DescribeSecretResponse describe(Call call, DescribeSecretRequest request) {
        Secret secret = SecretLookup.any(call, request.secretId(), "DescribeSecret");
        return secret.facts().toBuilder()
                .versionIdsToStages(secret.versionsToStages())
                .tags(secret.tagList())
                .build();
    }

    private static UpdateSecretResponse update(Call call, UpdateSecretRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "UpdateSecret");
        Optional<SecretValue> value = SecretValue.of(request.secretString(), request.secretBinary());
        String key = request.kmsKeyId() == null ? secret.facts().kmsKeyId() : request.kmsKeyId();
        SecretKeys.checkEncrypts(call.region(), key);
        secret.change(facts -> {
            if (request.description() != null) {
                facts.description(request.description());
            }
            return facts.kmsKeyId(key).lastChangedDate(call.now());
        });
        value.ifPresent(
                next -> SecretValues.add(call, secret, request.clientRequestToken(), next, List.of(Secret.CURRENT)));
        return UpdateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(value.isPresent() ? request.clientRequestToken() : null)
                .build();
    }
}
