package dev.firebreak.testkit.fault;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService.Protocol;

/** The error by which each service says that it is asked too often, from the "Common errors" and the errors of its API Reference. */
public final class ThrottlingErrors {
    private static final String RATE = "Rate exceeded";

    private ThrottlingErrors() {}

    /** The error of the service with this signing name; of one without an error of its own, the usual one of its protocol. */
    public static AwsError of(String service, Protocol protocol) {
        return switch (service) {
            case "ec2" -> new AwsError("RequestLimitExceeded", 503, "Request limit exceeded.");
            case "s3" -> new AwsError("SlowDown", 503, "Please reduce your request rate.");
            case "ebs" -> AwsError.of("RequestThrottledException", "The request was throttled.");
            case "elasticloadbalancing" -> AwsError.of("ThrottlingException", RATE);
            case "lambda" -> new AwsError("TooManyRequestsException", 429, RATE);
            case "organizations" -> AwsError.of("TooManyRequestsException", RATE);
            case "sns" -> new AwsError("Throttled", 429, RATE);
            case "sqs" -> AwsError.of("RequestThrottled", RATE).inQuery("RequestThrottled");
            default -> usual(protocol);
        };
    }

    private static AwsError usual(Protocol protocol) {
        return switch (protocol) {
            case QUERY, EC2_QUERY, REST_XML -> AwsError.of("Throttling", RATE);
            case REST_JSON -> new AwsError("ThrottlingException", 429, RATE);
            default -> AwsError.of("ThrottlingException", RATE).inQuery("Throttling");
        };
    }
}
