package dev.firebreak.testkit.service.s3;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** The tags of objects. */
final class ObjectTagOperations {
    private static final int TAGS = 10;

    void register(Operations operations) {
        operations
                .rest("PutObjectTagging", "PUT /{Bucket}/{Key+}?tagging", PutObjectTaggingRequest::builder, this::put)
                .rest("GetObjectTagging", "GET /{Bucket}/{Key+}?tagging", GetObjectTaggingRequest::builder, this::get)
                .rest(
                        "DeleteObjectTagging",
                        "DELETE /{Bucket}/{Key+}?tagging",
                        DeleteObjectTaggingRequest::builder,
                        this::delete);
    }

    private PutObjectTaggingResponse put(Call call, PutObjectTaggingRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObjectTagging");
        StoredVersion version = version(bucket, request.key(), request.versionId());
        if (request.tagging() == null) {
            throw S3Errors.malformedXml();
        }
        Set<String> keys = new HashSet<>();
        if (!request.tagging().tagSet().stream().allMatch(tag -> keys.add(tag.key()))) {
            throw AwsError.of("InvalidTag", "Cannot provide multiple Tags with the same key");
        }
        if (keys.size() > TAGS) {
            throw AwsError.of("BadRequest", "Object tags cannot be greater than 10");
        }
        version.tags().clear();
        request.tagging().tagSet().forEach(tag -> version.tags().put(tag.key(), tag.value()));
        return PutObjectTaggingResponse.builder()
                .versionId(S3Objects.readId(bucket, version))
                .build();
    }

    private GetObjectTaggingResponse get(Call call, GetObjectTaggingRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "GetObjectTagging");
        StoredVersion version = version(bucket, request.key(), request.versionId());
        return GetObjectTaggingResponse.builder()
                .versionId(S3Objects.readId(bucket, version))
                .tagSet(version.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .collect(toList()))
                .build();
    }

    private DeleteObjectTaggingResponse delete(Call call, DeleteObjectTaggingRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "DeleteObjectTagging");
        StoredVersion version = version(bucket, request.key(), request.versionId());
        version.tags().clear();
        return DeleteObjectTaggingResponse.builder()
                .versionId(S3Objects.readId(bucket, version))
                .build();
    }

    /** Here even a current delete marker is a wrong method, not a missing key. */
    private static StoredVersion version(Bucket bucket, String key, @Nullable String versionId) {
        if (versionId == null
                && bucket.current(key).filter(StoredVersion::isDeleteMarker).isPresent()) {
            throw S3Errors.notAllowedOnMarker();
        }
        return S3Objects.existing(bucket, key, versionId);
    }
}
