package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.AwsError;

/** What CloudWatch Logs refuses with. */
final class LogErrors {
    private LogErrors() {}

    static AwsError noGroup() {
        return AwsError.of("ResourceNotFoundException", "The specified log group does not exist.");
    }

    static AwsError noStream() {
        return AwsError.of("ResourceNotFoundException", "The specified log stream does not exist.");
    }

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("InvalidParameterException", message, arguments);
    }

    static AwsError exists(String what) {
        return AwsError.of("ResourceAlreadyExistsException", "The specified %s already exists", what);
    }

    static AwsError constraint(String value, String field, String constraint) {
        return invalid(
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s",
                value, field, constraint);
    }
}
