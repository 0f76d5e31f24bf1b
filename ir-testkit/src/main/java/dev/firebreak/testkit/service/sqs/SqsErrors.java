package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.AwsError;

/** The errors of SQS, by the codes that its query protocol knows them by. */
final class SqsErrors {
    private static final String PREFIX = "AWS.SimpleQueueService.";

    private SqsErrors() {}

    static AwsError noQueue() {
        return AwsError.of(PREFIX + "NonExistentQueue", "The specified queue does not exist.");
    }

    static AwsError named(String code, String message, Object... arguments) {
        return AwsError.of(PREFIX + code, message, arguments);
    }

    static AwsError invalidParameter(String name, Object value, String reason) {
        return invalid("Value %s for parameter %s is invalid. Reason: %s", value, name, reason);
    }

    static AwsError notForThisType(String name, Object value) {
        return invalidParameter(
                name, value, "The request include parameter that is not valid for this queue type.");
    }

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("InvalidParameterValue", message, arguments);
    }

    static AwsError missing(String parameter) {
        return AwsError.of("MissingParameter", "The request must contain the parameter %s.", parameter);
    }

    static AwsError invalidAttribute(String name) {
        return AwsError.of("InvalidAttributeValue", "Invalid value for the parameter %s.", name);
    }

    static AwsError invalidAttribute(String name, String value, String reason) {
        return AwsError.of(
                "InvalidParameterValue", "Value %s for parameter %s is invalid. Reason: %s", value, name, reason);
    }

    static AwsError unknownAttribute(String name) {
        return AwsError.of("InvalidAttributeName", "Unknown Attribute %s.", name);
    }

    static AwsError invalidHandle(String handle) {
        return AwsError.of(
                "ReceiptHandleIsInvalid", "The input receipt handle \"%s\" is not a valid receipt handle.", handle);
    }
}
