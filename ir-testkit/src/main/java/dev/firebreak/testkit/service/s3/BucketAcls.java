package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Bucket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Type;

/** The access control lists of buckets, which Object Ownership turns off by default. */
final class BucketAcls {
    private static final String EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers";
    private static final String AUTHENTICATED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    void register(Operations operations) {
        operations
                .rest("PutBucketAcl", "PUT /{Bucket}?acl", PutBucketAclRequest::builder, this::putAcl)
                .rest("GetBucketAcl", "GET /{Bucket}?acl", GetBucketAclRequest::builder, this::getAcl);
    }

    private PutBucketAclResponse putAcl(Call call, PutBucketAclRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketAcl");
        if (enforcesOwner(bucket)) {
            throw notSupported();
        }
        AccessControlPolicy acl = request.accessControlPolicy() == null
                ? canned(bucket, String.valueOf(request.aclAsString()))
                : request.accessControlPolicy();
        boolean blocks = bucket.setting(PublicAccessBlockConfiguration.class)
                .filter(block -> Boolean.TRUE.equals(block.blockPublicAcls()))
                .isPresent();
        if (blocks && isPublic(acl)) {
            throw S3Errors.accessDenied("Access Denied");
        }
        bucket.set(acl);
        return PutBucketAclResponse.builder().build();
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
        return acl(bucket).equals(canned(bucket, "private"));
    }

    private static AccessControlPolicy acl(Bucket bucket) {
        return bucket.setting(AccessControlPolicy.class).orElseGet(() -> canned(bucket, "private"));
    }

    static AccessControlPolicy initial(Bucket bucket, @Nullable BucketCannedACL acl) {
        return canned(bucket, acl == null ? "private" : acl.toString());
    }

    private static boolean isPublic(AccessControlPolicy acl) {
        return acl.grants().stream()
                .anyMatch(grant -> EVERYONE.equals(grant.grantee().uri())
                        || AUTHENTICATED.equals(grant.grantee().uri()));
    }

    private static AccessControlPolicy canned(Bucket bucket, String acl) {
        Owner owner = owner(bucket.owner());
        List<Grant> grants = new ArrayList<>();
        grants.add(Grant.builder()
                .grantee(grantee -> grantee.type(Type.CANONICAL_USER).id(owner.id()))
                .permission(Permission.FULL_CONTROL)
                .build());
        switch (acl) {
            case "private" -> {}
            case "public-read" -> grants.add(group(EVERYONE, Permission.READ));
            case "public-read-write" -> {
                grants.add(group(EVERYONE, Permission.READ));
                grants.add(group(EVERYONE, Permission.WRITE));
            }
            case "authenticated-read" -> grants.add(group(AUTHENTICATED, Permission.READ));
            default -> throw S3Errors.invalidArgument("");
        }
        return AccessControlPolicy.builder().owner(owner).grants(grants).build();
    }

    private static Grant group(String uri, Permission permission) {
        return Grant.builder()
                .grantee(grantee -> grantee.type(Type.GROUP).uri(uri))
                .permission(permission)
                .build();
    }

    /** The canonical user id of an account, made from its number. */
    static Owner owner(Account account) {
        byte[] digest = Checksums.SHA256.of(("canonical user " + account.id()).getBytes(StandardCharsets.UTF_8));
        return Owner.builder().id(HexFormat.of().formatHex(digest)).build();
    }
}
