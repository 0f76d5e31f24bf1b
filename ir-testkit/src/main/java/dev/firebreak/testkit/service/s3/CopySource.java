package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Where a copy comes from.
 *
 * @param bucket the name of the bucket
 * @param key the key
 * @param versionId the version; null for the current one
 */
record CopySource(String bucket, String key, @Nullable String versionId) {

    /** The source that a request to copy an object or a part of one names. */
    static CopySource of(S3Request request) {
        // On the wire the source is one header; the SDK's three fields exist before that only.
        String header = text(request, "CopySource");
        if (header == null) {
            return new CopySource(
                    String.valueOf(text(request, "SourceBucket")),
                    String.valueOf(text(request, "SourceKey")),
                    text(request, "SourceVersionId"));
        }
        String[] pathAndVersion = header.split("\\?versionId=", 2);
        String path = URLDecoder.decode(pathAndVersion[0].replace("+", "%2B"), StandardCharsets.UTF_8);
        String[] parts = (path.startsWith("/") ? path.substring(1) : path).split("/", 2);
        if (parts.length < 2 || parts[1].isEmpty()) {
            throw S3Errors.invalidArgument("Invalid copy source object key");
        }
        return new CopySource(parts[0], parts[1], pathAndVersion.length < 2 ? null : pathAndVersion[1]);
    }

    private static @Nullable String text(S3Request request, String field) {
        return request.getValueForField(field, String.class).orElse(null);
    }

    private static @Nullable Instant instant(S3Request request, String field) {
        return request.getValueForField(field, Instant.class).orElse(null);
    }

    Bucket in(Call call) {
        return call.world().buckets().find(bucket).orElseThrow(S3Errors::noSuchBucket);
    }

    /** The version to copy, which the caller must be allowed to read and the request's conditions must fit. */
    StoredVersion read(Call call, S3Request request) {
        Bucket from = in(call);
        String action = S3Access.versioned("s3:GetObject", versionId);
        BucketPolicies.check(call, from, action, from.arn() + "/" + key);
        StoredVersion original = S3Objects.existing(from, key, versionId);
        try {
            new ObjectOperations.ReadConditions(
                            text(request, "CopySourceIfMatch"),
                            text(request, "CopySourceIfNoneMatch"),
                            instant(request, "CopySourceIfModifiedSince"),
                            instant(request, "CopySourceIfUnmodifiedSince"))
                    .check(original);
        } catch (AwsError unmet) {
            throw S3Errors.preconditionFailed();
        }
        ObjectEncryption.checkReadable(original, from);
        return original;
    }

    boolean isCurrent(String otherBucket, String otherKey) {
        return bucket.equals(otherBucket) && key.equals(otherKey) && versionId == null;
    }
}
