package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.AwsError;
import java.util.Locale;

/** The errors of IAM, worded as it words them. */
public final class IamErrors {
    private IamErrors() {}

    public static AwsError noSuchEntity(String message, Object... arguments) {
        return error("NoSuchEntity", 404, message, arguments);
    }

    public static AwsError alreadyExists(String message, Object... arguments) {
        return error("EntityAlreadyExists", 409, message, arguments);
    }

    public static AwsError limitExceeded(String message, Object... arguments) {
        return error("LimitExceeded", 409, message, arguments);
    }

    public static AwsError quota(String name, int limit) {
        return limitExceeded("Cannot exceed quota for %s: %d", name, limit);
    }

    public static AwsError deleteConflict(String message) {
        return error("DeleteConflict", 409, message);
    }

    public static AwsError malformed(String message, Object... arguments) {
        return error("MalformedPolicyDocument", 400, message, arguments);
    }

    public static AwsError invalidInput(String message, Object... arguments) {
        return error("InvalidInput", 400, message, arguments);
    }

    public static AwsError validation(String message, Object... arguments) {
        return error("ValidationError", 400, message, arguments);
    }

    public static AwsError constraint(String field, String constraint) {
        return validation(
                "1 validation error detected: Value at '%s' failed to satisfy constraint: %s", field, constraint);
    }

    public static AwsError accessDenied(String message, Object... arguments) {
        return error("AccessDenied", 403, message, arguments);
    }

    public static AwsError protectedRole(String name) {
        return error(
                "UnmodifiableEntity",
                400,
                "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS",
                name);
    }

    private static AwsError error(String code, int status, String message, Object... arguments) {
        return new AwsError(code, status, String.format(Locale.ROOT, message, arguments));
    }
}
