package dev.firebreak.testkit.signature;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService.Protocol;
import java.time.Duration;
import java.time.Instant;

/**
 * What a service says to a request that is not rightly signed: the codes differ by protocol, and S3 and EC2 have their own.
 *
 * <p>See the "Common errors" of each service's API Reference, and "Error responses" in that of S3.
 */
final class SignatureErrors {
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";
    private static final String MISMATCH = "The request signature we calculated does not match the signature you "
            + "provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
    private static final String NOT_VALIDATED = "AWS was not able to validate the provided access credentials";

    private final Protocol protocol;

    SignatureErrors(Protocol protocol) {
        this.protocol = protocol;
    }

    /** A key that does not exist, is inactive, or belongs to a session and comes without its token. */
    AwsError unknownKey() {
        return switch (protocol) {
            case EC2_QUERY -> new AwsError("AuthFailure", 401, NOT_VALIDATED);
            case QUERY -> new AwsError("InvalidClientTokenId", 403, INVALID_TOKEN);
            case REST_XML ->
                new AwsError(
                        "InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.");
            default -> new AwsError("UnrecognizedClientException", jsonStatus(), INVALID_TOKEN);
        };
    }

    /** A token that is not the session's. */
    AwsError wrongToken() {
        return protocol == Protocol.REST_XML
                ? new AwsError("InvalidToken", 400, "The provided token is malformed or otherwise invalid.")
                : unknownKey();
    }

    AwsError expiredSession() {
        return switch (protocol) {
            case EC2_QUERY -> new AwsError("RequestExpired", 400, "Request has expired.");
            case QUERY -> new AwsError("ExpiredToken", 403, "The security token included in the request is expired");
            case REST_XML -> new AwsError("ExpiredToken", 400, "The provided token has expired.");
            default ->
                new AwsError(
                        "ExpiredTokenException", jsonStatus(), "The security token included in the request is expired");
        };
    }

    AwsError mismatch() {
        return switch (protocol) {
            case EC2_QUERY -> new AwsError("AuthFailure", 401, NOT_VALIDATED);
            case REST_XML ->
                new AwsError(
                        "SignatureDoesNotMatch",
                        403,
                        "The request signature we calculated does not match the signature you provided. Check your key "
                                + "and signing method.");
            default -> mismatch(MISMATCH);
        };
    }

    private AwsError mismatch(String message) {
        return protocol == Protocol.QUERY
                ? new AwsError("SignatureDoesNotMatch", 403, message)
                : new AwsError("InvalidSignatureException", jsonStatus(), message);
    }

    /** A request from too long ago, or from the future. */
    AwsError skewed(Signature signature, Instant now, Duration allowed) {
        return switch (protocol) {
            case EC2_QUERY -> new AwsError("RequestExpired", 400, "Request has expired.");
            case REST_XML ->
                new AwsError(
                        "RequestTimeTooSkewed",
                        403,
                        "The difference between the request time and the current time is too large.");
            default -> mismatch(skew(signature, now, allowed));
        };
    }

    private static String skew(Signature signature, Instant now, Duration allowed) {
        boolean late = signature.signedAt().isBefore(now);
        return String.format(
                late
                        ? "Signature expired: %s is now earlier than %s (%s - %d min.)"
                        : "Signature not yet current: %s is still later than %s (%s + %d min.)",
                signature.time(),
                Signature.format(late ? now.minus(allowed) : now.plus(allowed)),
                Signature.format(now),
                allowed.toMinutes());
    }

    /** A presigned request outside its time. */
    AwsError outsideItsTime(Signature signature, Instant now, Duration valid) {
        if (protocol != Protocol.REST_XML) {
            return skewed(signature, now, valid);
        }
        return new AwsError(
                "AccessDenied",
                403,
                signature.signedAt().isAfter(now) ? "Request is not valid yet" : "Request has expired");
    }

    AwsError tooLongValid() {
        return new AwsError(
                "AuthorizationQueryParametersError",
                400,
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
                        + "604800 seconds");
    }

    AwsError otherContent() {
        return protocol == Protocol.REST_XML
                ? new AwsError(
                        "XAmzContentSHA256Mismatch",
                        400,
                        "The provided 'x-amz-content-sha256' header does not match what was computed.")
                : mismatch();
    }

    AwsError missing() {
        return switch (protocol) {
            case EC2_QUERY ->
                new AwsError("MissingParameter", 400, "The request must contain the parameter AWSAccessKeyId");
            case QUERY -> new AwsError("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
            case REST_XML -> new AwsError("AccessDenied", 403, "Access Denied");
            default ->
                new AwsError(
                        "MissingAuthenticationTokenException", jsonStatus(), "Request is missing Authentication Token");
        };
    }

    AwsError incomplete(boolean presigned) {
        return switch (protocol) {
            case REST_XML ->
                presigned
                        ? new AwsError(
                                "AuthorizationQueryParametersError",
                                400,
                                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                                        + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
                        : new AwsError(
                                "AuthorizationHeaderMalformed",
                                400,
                                "The authorization header that you provided is not valid.");
            case EC2_QUERY, QUERY ->
                new AwsError("IncompleteSignature", 400, "The request signature does not conform to AWS standards.");
            default ->
                new AwsError(
                        "IncompleteSignatureException",
                        jsonStatus(),
                        "The request signature does not conform to AWS standards.");
        };
    }

    private int jsonStatus() {
        return protocol == Protocol.REST_JSON ? 403 : 400;
    }
}
