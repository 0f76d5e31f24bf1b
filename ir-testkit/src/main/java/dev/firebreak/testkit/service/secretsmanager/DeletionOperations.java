package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;

/** Deletes secrets, at once or after a time in which they can be restored. */
final class DeletionOperations {
    private static final int SHORTEST_WINDOW = 7;
    private static final int LONGEST_WINDOW = 30;

    private DeletionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DeleteSecret", DeleteSecretRequest::builder, DeletionOperations::delete)
                .on("RestoreSecret", RestoreSecretRequest::builder, DeletionOperations::restore);
    }

    private static DeleteSecretResponse delete(Call call, DeleteSecretRequest request) {
        Long asked = request.recoveryWindowInDays();
        boolean force = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
        if (force && asked != null) {
            throw SecretErrors.parameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        long days = asked == null ? LONGEST_WINDOW : asked;
        if (days < SHORTEST_WINDOW || days > LONGEST_WINDOW) {
            throw SecretErrors.parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        if (force) {
            return forget(call, request.secretId());
        }
        Secret secret = SecretLookup.any(call, request.secretId(), "DeleteSecret");
        if (secret.isMarkedForDeletion()) {
            throw SecretErrors.request(
                    "You can't perform this operation on the secret because it was already scheduled for deletion.");
        }
        Instant deletion = call.now().plus(Duration.ofDays(days));
        secret.change(facts -> facts.deletedDate(deletion));
        return answer(secret.arn(), secret.name(), deletion);
    }

    /** Without recovery, also a secret that is not there is deleted. */
    private static DeleteSecretResponse forget(Call call, String secretId) {
        SecretsState state = SecretsState.of(call.region());
        Optional<Secret> found = state.find(secretId);
        if (found.isEmpty()) {
            return answer(secretId, secretId, call.now());
        }
        Secret secret = SecretLookup.any(call, secretId, "DeleteSecret");
        state.all().remove(secret.name());
        return answer(secret.arn(), secret.name(), call.now());
    }

    private static DeleteSecretResponse answer(String arn, String name, Instant deletion) {
        return DeleteSecretResponse.builder()
                .arn(arn)
                .name(name)
                .deletionDate(deletion)
                .build();
    }

    private static RestoreSecretResponse restore(Call call, RestoreSecretRequest request) {
        Secret secret = SecretLookup.any(call, request.secretId(), "RestoreSecret");
        secret.change(facts -> facts.deletedDate(null));
        return RestoreSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }
}
