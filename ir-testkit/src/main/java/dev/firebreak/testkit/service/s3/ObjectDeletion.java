package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes objects: by a delete marker, or a version for good. */
final class ObjectDeletion {
    private static final int KEYS = 1000;

    void register(Operations operations) {
        operations
                .rest("DeleteObject", "DELETE /{Bucket}/{Key+}", DeleteObjectRequest::builder, this::deleteObject)
                .rest("DeleteObjects", "POST /{Bucket}?delete", DeleteObjectsRequest::builder, this::deleteObjects);
    }

    private DeleteObjectResponse deleteObject(Call call, DeleteObjectRequest request) {
        Bucket bucket = S3Access.forObject(call, request, S3Access.versioned("DeleteObject", request.versionId()));
        boolean bypass = ObjectLockOperations.bypasses(call, request, bucket, request.bypassGovernanceRetention());
        checkMatch(bucket, request.key(), request.ifMatch());
        return delete(call, bucket, new Target(request.key(), request.versionId(), bypass));
    }

    private static void checkMatch(Bucket bucket, String key, @Nullable String ifMatch) {
        if (ifMatch == null) {
            return;
        }
        StoredVersion current = S3Objects.existing(bucket, key, null);
        if (!ifMatch.equals("*") && !S3Objects.sameEtag(ifMatch, current.head().eTag())) {
            throw S3Errors.preconditionFailed();
        }
    }

    private record Target(String key, @Nullable String versionId, boolean bypassesGovernance) {}

    private static DeleteObjectResponse delete(Call call, Bucket bucket, Target target) {
        if (target.versionId != null) {
            return deleteVersion(call, bucket, target, S3Objects.checkedId(target.versionId));
        }
        if (bucket.versioning() == Bucket.Versioning.NEVER) {
            bucket.current(target.key).ifPresent(bucket::remove);
            return DeleteObjectResponse.builder().build();
        }
        StoredVersion marker = marker(call, bucket, target.key);
        bucket.add(marker);
        return DeleteObjectResponse.builder()
                .deleteMarker(true)
                .versionId(marker.versionId())
                .build();
    }

    private static StoredVersion marker(Call call, Bucket bucket, String key) {
        HeadObjectResponse head = HeadObjectResponse.builder()
                .deleteMarker(true)
                .versionId(S3Objects.nextId(call, bucket))
                .lastModified(call.now().truncatedTo(ChronoUnit.SECONDS))
                .build();
        return new StoredVersion(key, head, new byte[0], List.of());
    }

    /** Deleting a version that is not there succeeds. */
    private static DeleteObjectResponse deleteVersion(Call call, Bucket bucket, Target target, String versionId) {
        Optional<StoredVersion> found = bucket.version(target.key, versionId);
        found.ifPresent(version -> {
            ObjectLocks.checkDeletable(version, call.now(), target.bypassesGovernance);
            bucket.remove(version);
        });
        return DeleteObjectResponse.builder()
                .deleteMarker(found.filter(StoredVersion::isDeleteMarker).isPresent() ? true : null)
                .versionId(versionId)
                .build();
    }

    private DeleteObjectsResponse deleteObjects(Call call, DeleteObjectsRequest request) {
        Bucket bucket = S3Access.find(call, request.bucket(), request.expectedBucketOwner());
        if (request.delete() == null
                || request.delete().objects().isEmpty()
                || request.delete().objects().size() > KEYS) {
            throw S3Errors.malformedXml();
        }
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        for (ObjectIdentifier object : request.delete().objects()) {
            try {
                deleted.add(deleteOne(call, bucket, request, object));
            } catch (AwsError refused) {
                errors.add(S3Error.builder()
                        .key(object.key())
                        .versionId(object.versionId())
                        .code(refused.code())
                        .message(refused.message())
                        .build());
            }
        }
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        return DeleteObjectsResponse.builder()
                .deleted(quiet ? List.of() : deleted)
                .errors(errors)
                .build();
    }

    private static DeletedObject deleteOne(
            Call call, Bucket bucket, DeleteObjectsRequest request, ObjectIdentifier object) {
        String resource = bucket.arn() + "/" + object.key();
        boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
        String action = S3Access.versioned("s3:DeleteObject", object.versionId());
        BucketPolicies.check(call, bucket, action, resource);
        if (bypass) {
            BucketPolicies.check(call, bucket, "s3:BypassGovernanceRetention", resource);
        }
        checkMatch(bucket, object.key(), object.eTag());
        DeleteObjectResponse answer = delete(call, bucket, new Target(object.key(), object.versionId(), bypass));
        return DeletedObject.builder()
                .key(object.key())
                .versionId(object.versionId())
                .deleteMarker(answer.deleteMarker())
                .deleteMarkerVersionId(Boolean.TRUE.equals(answer.deleteMarker()) ? answer.versionId() : null)
                .build();
    }
}
