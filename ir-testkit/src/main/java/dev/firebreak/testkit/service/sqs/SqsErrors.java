package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.AwsError;

/** The errors of SQS, which have one code in JSON and another in the query protocol. */
final class SqsErrors {
    private static final String PREFIX = "AWS.SimpleQueueService.";

    private SqsErrors() {}

    static AwsError noQueue() {
        return AwsError.of("QueueDoesNotExist", "The specified queue does not exist.")
                .inQuery(PREFIX + "NonExistentQueue");
    }

    static AwsError queueExists(String differing) {
        return AwsError.of(
                        "QueueNameExists",
                        "A queue already exists with the same name and a different value for attribute %s",
                        differing)
                .inQuery("QueueAlreadyExists");
    }

    static AwsError purgeInProgress(String queue) {
        return new AwsError(
                        "PurgeQueueInProgress",
                        403,
                        "Only one PurgeQueue operation on " + queue + " is allowed every 60 seconds.")
                .inQuery(PREFIX + "PurgeQueueInProgress");
    }

    static AwsError accessDenied(String message) {
        return new AwsError("AccessDeniedException", 403, message).inQuery("AccessDenied");
    }

    static AwsError named(String code, String message, Object... arguments) {
        return AwsError.of(code, message, arguments).inQuery(PREFIX + code);
    }

    static AwsError invalidParameter(String name, Object value, String reason) {
        return invalid("Value %s for parameter %s is invalid. Reason: %s", value, name, reason);
    }

    static AwsError notForThisType(String name, Object value) {
        return invalidParameter(name, value, "The request include parameter that is not valid for this queue type.");
    }

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("InvalidParameterValueException", message, arguments).inQuery("InvalidParameterValue");
    }

    static AwsError missing(String parameter) {
        return AwsError.of("MissingRequiredParameterException", "The request must contain the parameter %s.", parameter)
                .inQuery("MissingParameter");
    }

    static AwsError invalidAttribute(String name) {
        return AwsError.of("InvalidAttributeValue", "Invalid value for the parameter %s.", name);
    }

    static AwsError unknownAttribute(String name) {
        return AwsError.of("InvalidAttributeName", "Unknown Attribute %s.", name);
    }

    static AwsError invalidHandle(String handle) {
        return AwsError.of(
                "ReceiptHandleIsInvalid", "The input receipt handle \"%s\" is not a valid receipt handle.", handle);
    }
}
