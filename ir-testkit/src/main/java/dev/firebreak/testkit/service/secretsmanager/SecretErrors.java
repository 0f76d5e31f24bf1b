package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.AwsError;

/** The errors of Secrets Manager, worded as it words them. */
final class SecretErrors {
    private SecretErrors() {}

    static AwsError noSuchSecret() {
        return AwsError.of("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }

    static AwsError noSuchVersion(String what) {
        return AwsError.of(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret value for %s", what);
    }

    static AwsError exists(String message, Object... arguments) {
        return AwsError.of("ResourceExistsException", message, arguments);
    }

    static AwsError request(String message, Object... arguments) {
        return AwsError.of("InvalidRequestException", message, arguments);
    }

    static AwsError parameter(String message, Object... arguments) {
        return AwsError.of("InvalidParameterException", message, arguments);
    }

    static AwsError markedForDeletion() {
        return request("You can't perform this operation on the secret because it was marked for deletion.");
    }

    static AwsError invalidToken() {
        return AwsError.of("InvalidNextTokenException", "The NextToken value is invalid.");
    }

    static AwsError cannotEncrypt() {
        return AwsError.of(
                "EncryptionFailure",
                "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is "
                        + "available, enabled, and not in an invalid state.");
    }

    static AwsError cannotDecrypt() {
        return AwsError.of(
                "DecryptionFailure",
                "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
    }
}
