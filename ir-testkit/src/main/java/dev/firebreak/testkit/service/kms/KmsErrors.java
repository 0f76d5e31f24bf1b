package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;

/** The errors of KMS, worded as it words them. */
public final class KmsErrors {
    private KmsErrors() {}

    static AwsError noSuchKey(String arn) {
        return AwsError.of("NotFoundException", "Key '%s' does not exist", arn);
    }

    static AwsError invalidKeyId(String keyId) {
        return AwsError.of("NotFoundException", "Invalid keyId '%s'", keyId);
    }

    static AwsError noSuchAlias(String arn) {
        return AwsError.of("NotFoundException", "Alias %s is not found.", arn);
    }

    static AwsError invalidArn(String arn) {
        return AwsError.of("NotFoundException", "Invalid arn %s", arn);
    }

    static AwsError disabled(KmsKey key) {
        return AwsError.of("DisabledException", "%s is disabled.", key.arn());
    }

    static AwsError state(KmsKey key, String state) {
        return AwsError.of("KMSInvalidStateException", "%s is %s.", key.arn(), state);
    }

    public static AwsError usage(KmsKey key, String operation) {
        return AwsError.of(
                "InvalidKeyUsageException",
                "%s key usage is %s which is not valid for %s.",
                key.arn(),
                key.metadata().keyUsageAsString(),
                operation);
    }

    public static AwsError unsupported(String message, Object... arguments) {
        return AwsError.of("UnsupportedOperationException", message, arguments);
    }

    public static AwsError validation(String message, Object... arguments) {
        return AwsError.of("ValidationException", message, arguments);
    }

    public static AwsError constraint(Object value, String member, String constraint) {
        return validation(
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s",
                value, member, constraint);
    }

    public static AwsError invalidCiphertext() {
        return AwsError.of("InvalidCiphertextException", "");
    }

    static AwsError invalidMarker() {
        return AwsError.of("InvalidMarkerException", "Invalid marker");
    }

    static AwsError denied(Call call, KmsKey key, String action) {
        return AwsError.of(
                "AccessDeniedException",
                "User: %s is not authorized to perform: kms:%s on resource: %s because no resource-based policy allows the "
                        + "kms:%s action",
                Callers.of(call).arn(),
                action,
                key.arn(),
                action);
    }
}
