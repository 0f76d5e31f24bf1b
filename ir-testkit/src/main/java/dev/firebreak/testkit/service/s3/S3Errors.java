package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import java.util.Locale;

/** The errors of S3, worded as it words them. */
final class S3Errors {
    private S3Errors() {}

    static AwsError noSuchBucket() {
        return new AwsError("NoSuchBucket", 404, "The specified bucket does not exist");
    }

    static AwsError noSuchKey() {
        return new AwsError("NoSuchKey", 404, "The specified key does not exist.");
    }

    static AwsError noSuchVersion() {
        return new AwsError("NoSuchVersion", 404, "The specified version does not exist.");
    }

    static AwsError noSuchUpload() {
        return new AwsError(
                "NoSuchUpload",
                404,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or "
                        + "completed.");
    }

    static AwsError notAllowedOnMarker() {
        return new AwsError("MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
    }

    static AwsError accessDenied(String message, Object... arguments) {
        return new AwsError("AccessDenied", 403, String.format(Locale.ROOT, message, arguments));
    }

    static AwsError locked() {
        return accessDenied("Access Denied because object protected by object lock.");
    }

    static AwsError malformedXml() {
        return AwsError.of(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static AwsError invalidArgument(String message, Object... arguments) {
        return AwsError.of("InvalidArgument", message, arguments);
    }

    static AwsError invalidRequest(String message, Object... arguments) {
        return AwsError.of("InvalidRequest", message, arguments);
    }

    static AwsError noLockConfiguration() {
        return invalidRequest("Bucket is missing Object Lock Configuration");
    }

    static AwsError bucketState(String message) {
        return new AwsError("InvalidBucketState", 409, message);
    }

    static AwsError preconditionFailed() {
        return new AwsError("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
    }

    static AwsError notModified() {
        return new AwsError("NotModified", 304, "Not Modified");
    }

    static AwsError notImplemented() {
        return new AwsError(
                "NotImplemented", 501, "A header you provided implies functionality that is not implemented");
    }
}
