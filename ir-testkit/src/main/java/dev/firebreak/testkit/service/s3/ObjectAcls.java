package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.PutObjectAclRequest;
import software.amazon.awssdk.services.s3.model.PutObjectAclResponse;
import software.amazon.awssdk.services.s3.model.S3Request;

/** The access control lists of objects. */
final class ObjectAcls {
    private static final String HARMLESS = "bucket-owner-full-control";

    void register(Operations operations) {
        operations
                .rest("PutObjectAcl", "PUT /{Bucket}/{Key+}?acl", PutObjectAclRequest::builder, this::putAcl)
                .rest("GetObjectAcl", "GET /{Bucket}/{Key+}?acl", GetObjectAclRequest::builder, this::getAcl);
    }

    /** The ACL that a request to write an object asks for; null when it asks for none. */
    static @Nullable AccessControlPolicy wanted(Bucket bucket, S3Request request) {
        AccessControlPolicy acl = BucketAcls.asked(bucket, request, null).orElse(null);
        boolean harmless = request.getValueForField("ACL", String.class)
                .filter(HARMLESS::equals)
                .isPresent();
        if (acl == null || harmless) {
            return null;
        }
        if (BucketAcls.enforcesOwner(bucket)) {
            throw BucketAcls.notSupported();
        }
        BucketAcls.refusePublic(bucket, acl);
        return acl;
    }

    private PutObjectAclResponse putAcl(Call call, PutObjectAclRequest request) {
        Bucket bucket = S3Access.forObject(call, request, S3Access.versioned("PutObject", request.versionId()) + "Acl");
        if (BucketAcls.enforcesOwner(bucket)) {
            throw BucketAcls.notSupported();
        }
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        AccessControlPolicy acl =
                BucketAcls.asked(bucket, request, request.accessControlPolicy()).orElseThrow(S3Errors::malformedXml);
        BucketAcls.refusePublic(bucket, acl);
        version.setAcl(acl);
        return PutObjectAclResponse.builder().build();
    }

    private GetObjectAclResponse getAcl(Call call, GetObjectAclRequest request) {
        Bucket bucket = S3Access.forObject(call, request, S3Access.versioned("GetObject", request.versionId()) + "Acl");
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        AccessControlPolicy acl = version.acl()
                .filter(set -> !BucketAcls.enforcesOwner(bucket))
                .orElseGet(() -> CannedAcls.ownerOnly(bucket.owner()));
        return GetObjectAclResponse.builder()
                .owner(acl.owner())
                .grants(acl.grants())
                .build();
    }
}
