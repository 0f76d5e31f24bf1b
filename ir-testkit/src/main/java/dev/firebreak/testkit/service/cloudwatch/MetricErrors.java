package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.service.AwsError;
import org.jspecify.annotations.Nullable;

/** What CloudWatch refuses with. */
final class MetricErrors {
    private MetricErrors() {}

    static AwsError value(String message) {
        return new AwsError("InvalidParameterValue", 400, message);
    }

    static AwsError missing(String message) {
        return new AwsError("MissingParameter", 400, message);
    }

    static AwsError combination(String message) {
        return new AwsError("InvalidParameterCombination", 400, message);
    }

    static AwsError validation(String message) {
        return new AwsError("ValidationError", 400, message);
    }

    static AwsError notFound(String message) {
        return new AwsError("ResourceNotFound", 404, message);
    }

    static AwsError token() {
        return new AwsError("InvalidNextToken", 400, "The next token specified is invalid.");
    }

    static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw missing("The parameter " + name + " is required.");
        }
        return value;
    }
}
