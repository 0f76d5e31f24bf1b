package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.AwsError;

/** The errors of SNS, worded as it words them. */
final class SnsErrors {
    private SnsErrors() {}

    static AwsError invalid(String what, Object... arguments) {
        return AwsError.of("InvalidParameter", "Invalid parameter: " + what, arguments);
    }

    static AwsError noTopic() {
        return new AwsError("NotFound", 404, "Topic does not exist");
    }

    static AwsError noSubscription() {
        return new AwsError("NotFound", 404, "Subscription does not exist");
    }

    static AwsError noResource() {
        return new AwsError("ResourceNotFound", 404, "Resource does not exist");
    }

    static AwsError denied(String who, String action, String resource) {
        return new AwsError(
                "AuthorizationError",
                403,
                "User: " + who + " is not authorized to perform: " + action + " on resource: " + resource
                        + " because no resource-based policy allows the " + action + " action");
    }
}
