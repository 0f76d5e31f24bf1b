package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/** Reads and writes the values of secrets. */
final class SecretValues {
    private SecretValues() {}

    static void addTo(Operations operations) {
        operations
                .on("GetSecretValue", GetSecretValueRequest::builder, SecretValues::get)
                .on("PutSecretValue", PutSecretValueRequest::builder, SecretValues::put);
    }

    /** Adds a version under the client's token, once. */
    static void add(Call call, Secret secret, String token, SecretValue value, List<String> stages) {
        SecretVersion existing = secret.versions().get(token);
        if (existing != null) {
            if (!existing.value().equals(value)) {
                throw SecretErrors.exists(
                        "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s.",
                        token, secret.arn());
            }
            return;
        }
        secret.versions().put(token, new SecretVersion(token, value, call.now()));
        stages.forEach(stage -> secret.stage(stage, token));
        secret.change(facts -> facts.lastChangedDate(call.now()));
    }

    private static PutSecretValueResponse put(Call call, PutSecretValueRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "PutSecretValue");
        SecretValue value = SecretValue.of(request.secretString(), request.secretBinary())
                .orElseThrow(() -> SecretErrors.request("You must provide either SecretString or SecretBinary."));
        SecretKeys.checkEncrypts(call.region(), secret.facts().kmsKeyId());
        List<String> stages = request.versionStages().isEmpty() ? List.of(Secret.CURRENT) : request.versionStages();
        add(call, secret, request.clientRequestToken(), value, stages);
        return PutSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(request.clientRequestToken())
                .versionStages(secret.stagesOf(request.clientRequestToken()))
                .build();
    }

    private static GetSecretValueResponse get(Call call, GetSecretValueRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "GetSecretValue");
        SecretVersion version = version(secret, request);
        SecretKeys.checkDecrypts(call.region(), secret.facts().kmsKeyId());
        // As coarse as AWS tells it: the day of the last access.
        secret.change(facts -> facts.lastAccessedDate(call.now().truncatedTo(ChronoUnit.DAYS)));
        return GetSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(version.id())
                .secretString(version.value().text())
                .secretBinary(version.value().bytes())
                .versionStages(secret.stagesOf(version.id()))
                .createdDate(version.created())
                .build();
    }

    private static SecretVersion version(Secret secret, GetSecretValueRequest request) {
        if (request.versionId() == null) {
            String stage = request.versionStage() == null ? Secret.CURRENT : request.versionStage();
            return secret.staged(stage).orElseThrow(() -> SecretErrors.noSuchVersion("staging label: " + stage));
        }
        SecretVersion version = Optional.ofNullable(secret.versions().get(request.versionId()))
                .orElseThrow(() -> SecretErrors.noSuchVersion("VersionId: " + request.versionId()));
        if (request.versionStage() != null && !secret.stagesOf(version.id()).contains(request.versionStage())) {
            throw SecretErrors.request("You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return version;
    }
}
