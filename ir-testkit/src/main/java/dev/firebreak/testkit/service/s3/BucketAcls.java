package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.S3Request;

/** The access control lists of buckets, which Object Ownership turns off by default. */
final class BucketAcls {
    void register(Operations operations) {
        operations
                .rest("PutBucketAcl", "PUT /{Bucket}?acl", PutBucketAclRequest::builder, this::putAcl)
                .rest("GetBucketAcl", "GET /{Bucket}?acl", GetBucketAclRequest::builder, this::getAcl);
    }

    private PutBucketAclResponse putAcl(Call call, PutBucketAclRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketAcl");
        AccessControlPolicy acl = asked(bucket, request, request.accessControlPolicy())
                .orElseThrow(() ->
                        AwsError.of("MissingSecurityHeader", "Your request was missing a required header: x-amz-acl"));
        if (enforcesOwner(bucket)) {
            throw notSupported();
        }
        refusePublic(bucket, acl);
        bucket.set(acl);
        return PutBucketAclResponse.builder().build();
    }

    /** The ACL in a request: in its body, by its name, or by its grants. */
    static Optional<AccessControlPolicy> asked(Bucket bucket, S3Request request, @Nullable AccessControlPolicy body) {
        String canned = request.getValueForField("ACL", String.class).orElse(null);
        List<Grant> grants = CannedAcls.granted(request);
        if (canned != null && !grants.isEmpty()) {
            throw S3Errors.invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
        }
        if (body != null && (canned != null || !grants.isEmpty())) {
            throw AwsError.of("UnexpectedContent", "This request does not support content");
        }
        if (body != null) {
            return Optional.of(body);
        }
        return grants.isEmpty()
                ? Optional.ofNullable(canned).map(name -> CannedAcls.named(bucket.owner(), name))
                : Optional.of(AccessControlPolicy.builder()
                        .owner(owner(bucket.owner()))
                        .grants(grants)
                        .build());
    }

    static void refusePublic(Bucket bucket, AccessControlPolicy acl) {
        if (PublicAccess.of(bucket).blocksAcls() && CannedAcls.isPublic(acl)) {
            throw S3Errors.accessDenied("Access Denied");
        }
    }

    private GetBucketAclResponse getAcl(Call call, GetBucketAclRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketAcl");
        AccessControlPolicy acl = acl(bucket);
        return GetBucketAclResponse.builder()
                .owner(acl.owner())
                .grants(acl.grants())
                .build();
    }

    static AwsError notSupported() {
        return AwsError.of("AccessControlListNotSupported", "The bucket does not allow ACLs");
    }

    static boolean enforcesOwner(Bucket bucket) {
        return bucket.setting(OwnershipControls.class)
                .filter(controls -> controls.rules().get(0).objectOwnership() == ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .isPresent();
    }

    static boolean isPrivate(Bucket bucket) {
        return acl(bucket).equals(CannedAcls.ownerOnly(bucket.owner()));
    }

    static AccessControlPolicy acl(Bucket bucket) {
        return bucket.setting(AccessControlPolicy.class).orElseGet(() -> CannedAcls.ownerOnly(bucket.owner()));
    }

    static AccessControlPolicy initial(Bucket bucket, @Nullable BucketCannedACL acl) {
        return CannedAcls.named(bucket.owner(), acl == null ? "private" : acl.toString());
    }

    static Owner owner(Account account) {
        return CannedAcls.owner(account);
    }
}
