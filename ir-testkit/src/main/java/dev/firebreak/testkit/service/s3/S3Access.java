package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Request;

/** Finds the bucket that a request names, and refuses callers that may not act on it. */
final class S3Access {
    private S3Access() {}

    /** The bucket, for an action on itself such as {@code GetBucketPolicy}. */
    static Bucket bucket(Call call, S3Request request, String action) {
        Bucket bucket = find(call, request);
        BucketPolicies.check(call, bucket, "s3:" + action, bucket.arn());
        return bucket;
    }

    /** The bucket, for an action on the object that the request names, such as {@code PutObject}. */
    static Bucket forObject(Call call, S3Request request, String action) {
        Bucket bucket = find(call, request);
        String key = request.getValueForField("Key", String.class).orElse("");
        BucketPolicies.check(call, bucket, "s3:" + action, bucket.arn() + "/" + key);
        return bucket;
    }

    private static Bucket find(Call call, S3Request request) {
        String name = request.getValueForField("Bucket", String.class).orElse("");
        String expected =
                request.getValueForField("ExpectedBucketOwner", String.class).orElse(null);
        return find(call, name, expected);
    }

    static Bucket find(Call call, String name, @Nullable String expectedOwner) {
        Bucket bucket = call.world().buckets().find(name).orElseThrow(S3Errors::noSuchBucket);
        if (!bucket.region().equals(call.region().name())) {
            throw elsewhere(bucket, call.region().name());
        }
        if (expectedOwner != null && !expectedOwner.equals(bucket.owner().id())) {
            throw S3Errors.accessDenied("Access Denied");
        }
        return bucket;
    }

    /** What the endpoint of another Region answers; the one of us-east-1, which is the global one, minds the signature. */
    private static AwsError elsewhere(Bucket bucket, String region) {
        AwsError error = region.equals("us-east-1")
                ? AwsError.of(
                                "AuthorizationHeaderMalformed",
                                "The authorization header is malformed; the region '%s' is wrong; expecting '%s'",
                                region,
                                bucket.region())
                        .with("Region", bucket.region())
                : new AwsError(
                                "PermanentRedirect",
                                301,
                                "The bucket you are attempting to access must be addressed using the specified endpoint. Please "
                                        + "send all future requests to this endpoint.")
                        .with("Endpoint", bucket.name() + ".s3." + bucket.region() + ".amazonaws.com")
                        .with("Bucket", bucket.name());
        return error.with("x-amz-bucket-region", bucket.region());
    }

    /** An operation's version of the action: reading or deleting a named version has an action of its own. */
    static String versioned(String action, @Nullable String versionId) {
        return versionId == null ? action : String.format(Locale.ROOT, "%sVersion", action);
    }
}
