package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.service.AwsError;

/** The errors of Security Hub, worded as it words them. */
final class SecurityHubErrors {
    private SecurityHubErrors() {}

    static AwsError notSubscribed(String account) {
        return error("InvalidAccessException", 401, "Account " + account + " is not subscribed to AWS Security Hub");
    }

    static AwsError invalid(String message) {
        return error("InvalidInputException", 400, message);
    }

    static AwsError notFound(String message) {
        return error("ResourceNotFoundException", 404, message);
    }

    static AwsError conflict(String message) {
        return error("ResourceConflictException", 409, message);
    }

    private static AwsError error(String code, int status, String message) {
        return new AwsError(code, status, message).with("Code", code);
    }
}
