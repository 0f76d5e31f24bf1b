package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.service.AwsError;

/** The errors of EventBridge, worded as it words them. */
final class EventBridgeErrors {
    private EventBridgeErrors() {}

    static AwsError validation(String message, Object... arguments) {
        return AwsError.of("ValidationException", message, arguments);
    }

    static AwsError constraint(Object value, String member, String constraint) {
        return validation(
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s",
                value, member, constraint);
    }

    static AwsError notFound(String message, Object... arguments) {
        return AwsError.of("ResourceNotFoundException", message, arguments);
    }

    static AwsError limit() {
        return AwsError.of("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
    }

    static AwsError pattern(String reason) {
        return AwsError.of("InvalidEventPatternException", "Event pattern is not valid. Reason: %s", reason);
    }

    static AwsError denied(String who, String action, String resource) {
        return AwsError.of(
                "AccessDeniedException",
                "User: %s is not authorized to perform: %s on resource: %s because no resource-based policy allows the %s action",
                who,
                action,
                resource,
                action);
    }
}
