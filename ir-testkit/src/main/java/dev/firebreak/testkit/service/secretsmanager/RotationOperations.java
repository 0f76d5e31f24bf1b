package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.CancelRotateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CancelRotateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.RotationRulesType;

/**
 * Configures rotation.
 *
 * <p>The function that would rotate is not run, so a rotation that is asked for stays without effect, as it does in AWS while the
 * function fails.
 */
final class RotationOperations {
    private RotationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("RotateSecret", RotateSecretRequest::builder, RotationOperations::rotate)
                .on("CancelRotateSecret", CancelRotateSecretRequest::builder, RotationOperations::cancel);
    }

    private static RotateSecretResponse rotate(Call call, RotateSecretRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "RotateSecret");
        String function =
                request.rotationLambdaARN() == null ? secret.facts().rotationLambdaARN() : request.rotationLambdaARN();
        if (function == null) {
            throw SecretErrors.request("No Lambda rotation function ARN is associated with this secret.");
        }
        RotationRulesType rules =
                request.rotationRules() == null ? secret.facts().rotationRules() : request.rotationRules();
        check(rules);
        secret.change(facts -> facts.rotationEnabled(true)
                .rotationLambdaARN(function)
                .rotationRules(rules)
                .lastChangedDate(call.now()));
        return RotateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versionId(request.clientRequestToken())
                .build();
    }

    private static void check(@Nullable RotationRulesType rules) {
        if (rules == null) {
            return;
        }
        if (rules.automaticallyAfterDays() != null && rules.scheduleExpression() != null) {
            throw SecretErrors.parameter(
                    "You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.");
        }
        Long days = rules.automaticallyAfterDays();
        if (days != null && (days < 1 || days > 1000)) {
            throw SecretErrors.parameter("AutomaticallyAfterDays must be between 1 and 1000.");
        }
    }

    private static CancelRotateSecretResponse cancel(Call call, CancelRotateSecretRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "CancelRotateSecret");
        secret.change(facts -> facts.rotationEnabled(false));
        return CancelRotateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }
}
