package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.AwsError;

/** The refusals that many operations of Lambda share. */
final class FunctionErrors {
    private FunctionErrors() {}

    static AwsError notFound(String message) {
        return new AwsError("ResourceNotFoundException", 404, message).with("Type", "User");
    }

    static AwsError noFunction(String arn) {
        return notFound("Function not found: " + arn);
    }

    static AwsError conflict(String message) {
        return new AwsError("ResourceConflictException", 409, message).with("Type", "User");
    }

    static AwsError invalid(String message) {
        return AwsError.of("InvalidParameterValueException", "%s", message).with("Type", "User");
    }

    static AwsError tooManyInterfaces() {
        return new AwsError(
                        "ENILimitReachedException",
                        502,
                        "Lambda was not able to create an ENI in the VPC of the Lambda function because the limit for Network Interfaces"
                                + " has been reached.")
                .with("Type", "User");
    }

    static AwsError validation(String member, Object value, String constraint) {
        return AwsError.of(
                "ValidationException",
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s",
                value,
                member,
                constraint);
    }

    static AwsError stale() {
        return new AwsError(
                        "PreconditionFailedException",
                        412,
                        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API"
                                + " to retrieve the latest Revision Id")
                .with("Type", "User");
    }
}
